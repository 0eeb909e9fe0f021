import type { KindWords } from './kind-words.ts';
import type { Ground, Group, KindId } from './kinds.ts';
import { READER_WORDS } from './reader-words.ts';

export const GROUP_NAMES: Record<Group, string> = {
  visitors: 'Bezoekers van de website',
  readers: 'Lezers van de nieuwsbrief',
  register: 'Participanten en belangstellenden',
  meetings: 'Wie is uitgenodigd voor een bijeenkomst',
  staff: 'Medewerkers',
  account: 'Om te kunnen laten zien wat wij met gegevens deden',
};

/** What comes with the others, for days or in codes: the policy tells it in small print. */
export const MINOR: ReadonlySet<KindId> = new Set<KindId>([
  ...(['requests', 'leaving-links', 'leaving-reasons', 'imported-consents', 'reader-lists'] as const),
  ...(['unrecognised-mails', 'own-data-links', 'stay-questions', 'doubles', 'register-lists'] as const),
  ...(['former-staff', 'half-signed-in', 'kept-texts', 'staff-invitations', 'sessions', 'devices'] as const),
]);

/** With the article of the GDPR (in Dutch: AVG) behind each. */
export const GROUND_NAMES: Record<Ground, { name: string; article: string }> = {
  consent: { name: 'toestemming', article: 'artikel 6, lid 1, onder a, AVG' },
  'explicit-consent': {
    name: 'aparte toestemming, omdat het over gezondheid kan gaan',
    article: 'artikel 6, lid 1, onder a, en artikel 9, lid 2, onder a, AVG',
  },
  law: { name: 'een plicht uit de wet', article: 'artikel 6, lid 1, onder c, AVG' },
  interest: { name: 'een gerechtvaardigd belang', article: 'artikel 6, lid 1, onder f, AVG' },
};

/** Every kind in words: one that is missing does not compile. */
export const KIND_WORDS: Record<KindId, KindWords> = {
  ...READER_WORDS,
  'waiting-mail': {
    name: 'Mail die nog weg moet',
    what: 'e-mailadres en de hele tekst van de mail',
    purpose: 'de mail versturen',
    until: 'tot de mail weg is, ten hoogste {term}',
    reason: 'na het versturen wissen wij adres en tekst meteen: er staan persoonlijke links in',
  },
  'sent-mail': {
    name: 'Welke mail wanneer is verstuurd',
    what: 'onderwerp, moment, kenmerken zonder naam, en wat de mailserver antwoordde',
    purpose: 'weten bij wie een mail hoort die terugkomt',
    until: '{term} na het versturen',
    reason: 'een mail komt soms weken later terug',
  },
  register: {
    name: 'Het register van participanten en belangstellenden',
    what: 'alles wat in het register staat, zoals hierboven genoemd',
    purpose: 'mensen uitnodigen voor onze activiteiten',
    until:
      'tot iemand eraf wil of wij iemand eraf halen; na {term} zonder contact vragen wij of iemand wil blijven',
    reason: 'zonder deze gegevens kunnen wij niemand uitnodigen',
  },
  'register-history': {
    name: 'Wat er aan het register is veranderd',
    what: 'de oude en de nieuwe gegevens, wanneer en door welke medewerker',
    purpose: 'een vergissing herstellen en uitleggen',
    until: '{term}',
    reason: 'even lang als het logboek',
  },
  'removed-entries': {
    name: 'Wie uit het register is gehaald',
    what: 'alles wat van iemand in het register stond',
    purpose: 'een vergissing herstellen',
    until: '{term} na het weghalen',
    reason: 'een vergissing blijkt binnen een maand',
  },
  'stay-questions': {
    name: 'De vraag of iemand in het register wil blijven',
    what: 'dat wij het vroegen, wanneer, en dat iemand eruit wil',
    purpose: 'niemand bewaren die dat niet wil',
    until: '{term} nadat wij het vroegen',
    reason: 'dan is er beslist, of wij vragen het opnieuw',
  },
  doubles: {
    name: 'Wie misschien twee keer in het register staat',
    what: 'welke twee inschrijvingen op elkaar lijken, en of het twee mensen zijn',
    purpose: 'niemand twee keer uitnodigen',
    until: 'zolang beide in het register staan',
    reason: 'anders moeten medewerkers steeds opnieuw kijken',
  },
  'register-lists': {
    name: 'Lijsten die in het register zijn ingelezen',
    what: 'wat een lijst met wie deed; de lijst zelf alleen tot zij is gebruikt',
    purpose: 'een lijst kunnen terugdraaien waar een fout in zat',
    until: '{term} na het inlezen',
    reason: 'zo lang is terugdraaien mogelijk',
  },
  invitations: {
    name: 'Wie is uitgenodigd, wat het antwoord was en wie er kwam',
    what: 'dat iemand is uitgenodigd, het antwoord, wie iemand meeneemt, en of iemand er was',
    purpose: 'de bijeenkomst voorbereiden, en de volgende keer dezelfde mensen kunnen uitnodigen',
    until: '{term} na de bijeenkomst; daarna blijven alleen de aantallen',
    reason: 'zo zien wij wie een paar keer niet kwam',
  },
  needs: {
    name: 'Wat iemand nodig heeft om mee te doen',
    what: 'dieet en toegang, in de eigen woorden van degene die komt',
    purpose: 'voor eten en toegang zorgen',
    until: '{term} na de bijeenkomst',
    reason: 'dan is alles afgerekend',
  },
  documents: {
    name: 'Stukken en verslagen van bijeenkomsten',
    what: 'namen die in een stuk of verslag staan',
    purpose: 'laten lezen wat is besproken',
    until: 'zolang een stuk op de website staat; is het weggehaald, dan nog {term}',
    reason: 'een vergissing is dan te herstellen',
  },
  staff: {
    name: 'Accounts van medewerkers',
    what: 'naam, e-mailadres, een onleesbaar gemaakt wachtwoord en wanneer het account is gebruikt',
    purpose: 'inloggen, en weten wie wat deed',
    until: 'zolang iemand medewerker is',
    reason: 'zonder account kan niemand bij de gegevens',
  },
  'staff-invitations': {
    name: 'Uitnodigingen voor een account',
    what: 'naam, e-mailadres en een code',
    purpose: 'een medewerker een wachtwoord laten kiezen',
    until: 'tot de link is verlopen, ten hoogste {term}',
    reason: 'zo lang werkt de link',
  },
  'former-staff': {
    name: 'Wie medewerker is geweest',
    what: 'de naam',
    purpose: 'het logboek kunnen lezen',
    until: '{term} nadat iemand is vertrokken',
    reason: 'in het logboek staat dan nog wat die medewerker deed',
  },
  'second-factors': {
    name: 'Het tweede slot op een account',
    what: 'een sleutel voor de app of de passkey, en onleesbaar gemaakte herstelcodes',
    purpose: 'zorgen dat een gestolen wachtwoord niet genoeg is',
    until: 'zolang iemand medewerker is',
    reason: 'zonder tweede slot kan niemand bij de lijsten',
  },
  'half-signed-in': {
    name: 'Wie bezig is met inloggen',
    what: 'een code en het moment',
    purpose: 'in twee stappen inloggen',
    until: '{term}',
    reason: 'zo lang mag inloggen duren',
  },
  'kept-texts': {
    name: 'Wat een medewerker typte toen het inloggen verliep',
    what: 'de tekst, versleuteld, alleen voor die medewerker',
    purpose: 'geen werk kwijtraken',
    until: '{term}',
    reason: 'wie verder wil, doet dat dezelfde dag',
  },
  sessions: {
    name: 'Waar een medewerker is ingelogd',
    what: 'een code, het soort apparaat en de momenten',
    purpose: 'ingelogd blijven, en op afstand kunnen uitloggen',
    until: 'inloggen duurt ten hoogste 12 uur; met wat er een dag van bekend blijft ten hoogste {term}',
    reason: 'zo gaat werk niet verloren als het inloggen verloopt',
  },
  devices: {
    name: 'Apparaten waarop een medewerker eerder inlogde',
    what: 'een code en het laatste moment',
    purpose: 'een vreemde tegenhouden zonder de medewerker buiten te sluiten',
    until: '{term} na de laatste keer',
    reason: 'een apparaat dat een jaar niet is gebruikt, kennen wij niet meer',
  },
  'access-log': {
    name: 'Het logboek: welke medewerker zag of veranderde wat',
    what: 'welke medewerker, wat en wanneer, en nummers in plaats van namen',
    purpose: 'laten zien dat niemand zonder reden keek',
    until: '{term}',
    reason: 'wij moeten kunnen laten zien hoe wij met gegevens omgaan (artikel 5 AVG)',
  },
  ledger: {
    name: 'Welke lijsten uit het register zijn gemaakt',
    what: 'wie een lijst maakte, waarvoor, en wie erin staan',
    purpose: 'de mensen kunnen inlichten als een lijst kwijtraakt',
    until: '{term}',
    reason: 'zo lang kan een lijst nog ergens liggen',
  },
  incidents: {
    name: 'Lijsten die zijn kwijtgeraakt',
    what: 'wat er is gebeurd, om welke lijst het gaat, en wat wij deden',
    purpose: 'een datalek kunnen uitleggen',
    until: '{term}',
    reason: 'een datalek moet gedocumenteerd blijven (artikel 33 AVG)',
  },
  breaches: {
    name: 'Andere datalekken',
    what: 'wat er is gebeurd, om welke soorten gegevens het gaat, en wat wij deden',
    purpose: 'een datalek kunnen uitleggen',
    until: '{term}',
    reason: 'een datalek moet gedocumenteerd blijven (artikel 33 AVG)',
  },
  'rights-requests': {
    name: 'Verzoeken van mensen over hun eigen gegevens',
    what: 'wie iets vroeg, wat, wanneer, en hoe het is afgelopen; na wissen alleen wat, wanneer en hoe',
    purpose: 'op tijd antwoorden, en dat kunnen laten zien',
    until: '{term} na het antwoord',
    reason: 'zo lang kan er een vraag of klacht over komen',
  },
  erasures: {
    name: 'Dat iemand is gewist',
    what: 'de dag, en codes waaruit naam en adres niet zijn af te lezen; zij staan buiten de database',
    purpose: 'iemand opnieuw wissen als een oude reservekopie wordt teruggezet',
    until: '{term}',
    reason: 'zo lang bestaat er geen enkele reservekopie',
  },
};
