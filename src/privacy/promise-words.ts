import type { PromiseId } from './promise.ts';

/** A promise in words: what is promised, what makes it so, how the site looks after it, and what it looks at. */
export type PromiseWords = { promise: string; enforcedBy: string; lookedAfter: string; things: string };

export const PROMISE_WORDS: Record<PromiseId, PromiseWords> = {
  cookies: {
    promise: 'U krijgt van ons geen cookies.',
    enforcedBy:
      'De website zet geen cookies voor bezoekers. Alleen wie als medewerker inlogt, krijgt er een.',
    lookedAfter:
      'De website bezoekt haar eigen pagina’s zoals u dat doet, en kijkt of er een cookie bij komt.',
    things: 'pagina’s bekeken',
  },
  'third-parties': {
    promise: 'Onze pagina’s halen niets op bij anderen.',
    enforcedBy: 'Elke pagina verbiedt uw browser om iets van een andere website te laden.',
    lookedAfter:
      'De website kijkt op haar eigen pagina’s of dat verbod er staat, en of er niets van anderen in zit.',
    things: 'pagina’s bekeken',
  },
  https: {
    promise: 'De verbinding met deze website is beveiligd.',
    enforcedBy: 'De website begint niet zonder https. Elke pagina zegt uw browser om alleen zo te verbinden.',
    lookedAfter: 'De website kijkt of elke pagina dat zegt.',
    things: 'pagina’s bekeken',
  },
  'double-opt-in': {
    promise: 'Niemand krijgt de nieuwsbrief zonder toestemming.',
    enforcedBy:
      'Inschrijven telt pas als u het in een mail bevestigt. Wie met een oude lijst meekwam zonder bewijs van toestemming, krijgt niets.',
    lookedAfter: 'De website kijkt of van elke lezer het bewijs er is.',
    things: 'lezers nagekeken',
  },
  'leave-link': {
    promise: 'Onder elke nieuwsbrief staat een link om u af te melden.',
    enforcedBy: 'De website zet die link er zelf onder. Een medewerker kan haar niet weglaten.',
    lookedAfter: 'De website zoekt de link op in elke nieuwsbrief die is verstuurd.',
    things: 'nieuwsbrieven nagekeken',
  },
  'left-alone': {
    promise: 'Wie zich afmeldt, krijgt geen nieuwsbrief meer.',
    enforcedBy: 'Vlak voor elke mail kijkt de website of u nog op de lijst staat.',
    lookedAfter: 'De website legt de afmeldingen naast de nieuwsbrieven die zijn verstuurd.',
    things: 'afmeldingen nagekeken',
  },
  'mail-provider': {
    promise: 'Wij noemen het bedrijf dat onze mail bezorgt.',
    enforcedBy: 'De naam hierboven komt uit dezelfde instellingen als waarmee de mail weggaat.',
    lookedAfter: 'De website kijkt of die naam is ingevuld.',
    things: 'instelling nagekeken',
  },
  'register-purpose': {
    promise: 'Het register gebruiken wij alleen om mensen uit te nodigen.',
    enforcedBy:
      'Een lijst, brief of etiket kan alleen worden gemaakt voor een activiteit die erbij staat. Dat dwingt de database zelf af.',
    lookedAfter: 'De website kijkt of bij elke lijst een activiteit staat.',
    things: 'lijsten nagekeken',
  },
  'register-fields': {
    promise: 'Wij noemen alles wat in het register kan staan.',
    enforcedBy: 'De lijst hierboven komt uit het register zelf.',
    lookedAfter: 'De website legt de vakken van het register naast die lijst.',
    things: 'vakken nagekeken',
  },
  inventory: {
    promise: 'Van elk gegeven staat vast waarom en hoe lang wij het bewaren.',
    enforcedBy: 'Deze pagina en de opruiming komen uit dezelfde tabel.',
    lookedAfter: 'De website kijkt of elk deel van de database in die tabel staat.',
    things: 'delen nagekeken',
  },
  terms: {
    promise: 'Wat over de termijn is, is weg.',
    enforcedBy: 'De website ruimt elke nacht op.',
    lookedAfter: 'De website telt na of er na de opruiming nog iets ligt.',
    things: 'soorten geteld',
  },
  'mail-texts': {
    promise: 'Van een mail die weg is, bewaren wij de tekst en uw adres niet.',
    enforcedBy: 'Tekst en adres worden gewist op het moment dat de mail weg is.',
    lookedAfter: 'De website kijkt of er van verstuurde mail niets is blijven staan.',
    things: 'mails nagekeken',
  },
  log: {
    promise: 'Wat een medewerker bekijkt of verandert, staat in een logboek dat niemand kan aanpassen.',
    enforcedBy: 'De database weigert om regels van het logboek te veranderen of te vroeg te wissen.',
    lookedAfter: 'De website probeert het zelf, en kijkt of het wordt geweigerd.',
    things: 'regels in het logboek',
  },
  key: {
    promise: 'De codes die wij bewaren, kan een ander niet terugrekenen.',
    enforcedBy: 'Daarvoor is een sleutel nodig. Die staat in een bestand dat alleen de website mag lezen.',
    lookedAfter: 'De website kijkt wie dat bestand mag lezen.',
    things: 'bestand nagekeken',
  },
};
