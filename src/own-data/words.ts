import type { Bounce, Delivery } from '../subscribers/delivery.ts';
import type { ConsentEvent, ImportedConsent, State } from '../subscribers/subscriber.ts';
import { knownDate } from '../templates/format.ts';

const STATES: Record<State, string> = {
  subscribed: 'U krijgt de nieuwsbrief',
  waiting: 'U hebt de nieuwsbrief aangevraagd, maar nog niet bevestigd',
  left: 'U bent afgemeld',
  blocked: 'U krijgt geen nieuwsbrief, omdat mail op dit adres niet aankwam',
  'put-aside': 'U krijgt geen nieuwsbrief, omdat wij niet weten of u dat wilt',
};

const WAYS: Record<string, string> = {
  link: 'met de link in een mail',
  'one-click': 'met de afmeldknop van uw mailprogramma',
  'own-data': 'op de pagina Mijn gegevens',
  complaint: 'met de knop voor ongewenste mail (spam) van uw mailprogramma',
  staff: 'door een van onze medewerkers, op uw verzoek',
};

/** Leaving that the reader did not do here. */
const TAKEN_OFF: Record<string, string> = {
  import: 'Wij haalden u van de lijst, omdat u op een overgenomen lijst van afmeldingen stond.',
  'import-undone': 'Wij haalden u van de lijst, omdat wij een overgenomen lijst hebben teruggedraaid.',
};
const PUT_BACK = 'Wij zetten u terug, omdat wij een overgenomen lijst van afmeldingen hebben teruggedraaid.';

/** Where a reader stands, said to themselves. */
export function stateInWords(state: State): string {
  return STATES[state];
}

/** One step of the proof, said to the reader. A quote or a mark that belongs to it stands apart. */
export function eventInWords({ kind, detail, wordingVersion, imported }: ConsentEvent): string {
  switch (kind) {
    case 'requested': {
      const version = wordingVersion === null ? '' : ` (versie ${wordingVersion})`;
      return `U vroeg de nieuwsbrief aan op de pagina ${detail}. U ging akkoord met deze tekst${version}.`;
    }
    case 'mailed':
      return 'Wij stuurden u de mail om te bevestigen.';
    case 'confirmed':
      return 'U bevestigde uw inschrijving met de knop.';
    case 'left':
      return TAKEN_OFF[detail] ?? `U meldde u af, ${WAYS[detail] ?? detail}.`;
    case 'returned':
      return detail === 'import-undone' ? PUT_BACK : 'U draaide uw afmelding binnen het uur terug.';
    case 'imported':
    case 'attested':
      return importedInWords(imported, detail);
    case 'move-mailed':
      return 'Wij stuurden een mail naar uw nieuwe adres om te bevestigen.';
    case 'moved':
      return `U bevestigde uw nieuwe adres. Uw oude adres was ${detail}.`;
    case 'blocked':
      return detail === 'hard'
        ? 'Mail aan u kwam terug, omdat het adres niet (meer) zou bestaan. Daarom sturen wij u niets meer.'
        : 'Drie nieuwsbrieven aan u kwamen terug. Daarom sturen wij u niets meer.';
  }
}

function importedInWords(imported: ImportedConsent | null, givenOn: string): string {
  const came = 'Uw adres kwam mee met een lijst die wij hebben overgenomen.';
  if (imported === null) return came;
  const { list, group, basis, origin, evidence } = imported;
  const unknown = 'niet bekend, dus krijgt u geen nieuwsbrief';
  const parts = [
    ['Lijst', list],
    ['Groep', group],
    ['Uw toestemming', basis === 'none' ? unknown : givenOn && `van ${knownDate(givenOn)}`],
    ['Herkomst', origin],
    ['Bewijs', evidence],
    ['Verklaring', basis === 'attested' ? 'een medewerker van ons legde vast dat u toestemming gaf' : ''],
  ] as const;
  const known = parts.filter(([, value]) => value !== '');
  return `${came}${known.map(([name, value]) => ` ${name}: ${value}.`).join('')}`;
}

/** What became of one issue, said to the reader. */
export function deliveryInWords({ state, answer }: Delivery): string {
  const sentences: Record<string, string> = {
    sent: 'Verstuurd. Uw mailbedrijf nam de mail aan',
    failed: 'Niet bezorgd. De mail werd geweigerd',
    uncertain: 'Verstuurd, maar wij kregen geen antwoord',
    retry: 'Nog niet gelukt. Wij proberen het opnieuw',
    left: 'Niet gestuurd, omdat u zich had afgemeld',
  };
  const sentence = sentences[state] ?? 'Staat klaar om verstuurd te worden';
  return answer === '' ? `${sentence}.` : `${sentence}: ‘${answer}’.`;
}

const CAME_BACK: Record<Bounce['kind'], string> = {
  hard: 'Een mail aan u kwam terug, omdat het adres niet (meer) zou bestaan',
  soft: 'Een mail aan u kwam terug, omdat hij niet kon worden bezorgd',
  complaint: 'U meldde een mail van ons als ongewenst (spam)',
  'auto-reply': 'Van uw adres kwam een automatisch antwoord',
  delayed: 'Een mail aan u was vertraagd',
};
const FOLLOWED: Record<Bounce['followed'], string> = {
  nothing: '',
  blocked: ' Daarna stuurden wij u niets meer.',
  left: ' Daarna hebben wij u afgemeld.',
};

/** One mail that came back, and what followed, said to the reader. */
export function bounceInWords({ kind, status, words, followed }: Bounce): string {
  const said = words || status;
  return `${CAME_BACK[kind]}${said === '' ? '.' : `: ‘${said}’.`}${FOLLOWED[followed]}`;
}

/** The mark that belongs to a step: the Message-ID of a mail. */
export function markOf({ kind, detail }: ConsentEvent): string | undefined {
  return kind === 'mailed' || kind === 'move-mailed' ? detail : undefined;
}
