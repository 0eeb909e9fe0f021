import { dateTime, longDate } from '../templates/format.ts';
import type { Content, LedgerEntry, LedgerKind } from './entry.ts';
import type { Incident } from './incident-store.ts';

export const KIND_NAMES: Record<LedgerKind, string> = {
  export: 'Bestand uit het register',
  labels: 'Etiketten',
  letters: 'Brieven',
  badges: 'Badges',
  'door-list': 'Lijst voor de deur',
};

const CONTENT_NAMES: Record<Content, string> = {
  name: 'naam',
  organisation: 'organisatie',
  address: 'adres',
  email: 'e-mailadres',
  phone: 'telefoonnummer',
  answer: 'dat iemand naar de activiteit komt',
  contact: 'wanneer er het laatst contact was',
  ground: 'of wij iemand mogen mailen',
  tags: 'labels',
  note: 'notities van medewerkers',
};

/** Everything that the texts about a lost file are made of. `hours` and `until`: the time to report it. */
export type LostFile = {
  entry: LedgerEntry;
  incident: Incident;
  /** How many of the people in it are still in the register, and how many are not any more. */
  present: number;
  gone: number;
  organisation: { name: string; phone?: string | null | undefined; email?: string | null | undefined };
};

/** A question of the authority's form with what can be answered; `toFillIn` says what staff have to add or check. */
export type Answer = { question: string; answer: string; toFillIn: string };

/** What stands of each person in a file, as a list in words: `naam, adres en e-mailadres`. */
export function contentsInWords({ contents }: Pick<LedgerEntry, 'contents'>): string {
  const names = contents.map((content) => CONTENT_NAMES[content]);
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' en ');
}

/** The draft of the notification to the Autoriteit Persoonsgegevens: what is known, and what has to be filled in. */
export function reportOf({ entry, incident, gone, organisation }: LostFile): Answer[] {
  const made = `${KIND_NAMES[entry.kind]} voor ‘${entry.activity}’, gemaakt op ${dateTime(entry.at)}.`;
  return [
    {
      question: 'Welke organisatie meldt dit?',
      answer: organisation.name,
      toFillIn: 'Uw naam, functie en telefoonnummer.',
    },
    {
      question: 'Wat is er gebeurd?',
      answer: [`Een lijst met persoonsgegevens is kwijt. ${made}`, incident.what].filter(Boolean).join('\n'),
      toFillIn:
        incident.what === ''
          ? 'Hoe de lijst is kwijtgeraakt, en of iemand anders haar kan hebben gezien.'
          : '',
    },
    {
      question: 'Wanneer is het gebeurd?',
      answer: incident.lostWhen,
      toFillIn:
        incident.lostWhen === ''
          ? 'De dag waarop het gebeurde, of tussen welke dagen. Weet u het niet? Zeg dat dan.'
          : '',
    },
    { question: 'Wanneer is het ontdekt?', answer: dateTime(incident.noticedAt), toFillIn: '' },
    {
      question: 'Van hoeveel mensen zijn de gegevens?',
      answer: `${countOf(entry)}.${gone > 0 ? ` ${inNumbers(gone, 'Eén van hen staat', 'van hen staan')} nu niet meer in het register.` : ''}`,
      toFillIn: hasGuests(entry)
        ? 'Tel gasten erbij die op de lijst stonden en niet in het register staan.'
        : '',
    },
    {
      question: 'Wat voor mensen zijn dat?',
      answer:
        'Participanten en belangstellenden van de Sociale Alliantie, die voor activiteiten worden uitgenodigd.',
      toFillIn: '',
    },
    {
      question: 'Welke gegevens zijn het?',
      answer: `Van ieder, voor zover bekend: ${contentsInWords(entry)}.`,
      toFillIn: entry.contents.includes('note')
        ? 'Kijk in de notities of er iets over gezondheid, geloof of geldzorgen in stond. Zo ja, noem dat.'
        : '',
    },
    {
      question: 'Wat kunnen de gevolgen zijn?',
      answer: consequencesOf(entry, 'authority'),
      toFillIn: 'Of u nog andere gevolgen verwacht.',
    },
    {
      question: 'Welke maatregelen zijn genomen?',
      answer: incident.measures,
      toFillIn:
        incident.measures === ''
          ? 'Wat u deed om de lijst terug te vinden, en wat u doet om herhaling te voorkomen.'
          : '',
    },
    {
      question: 'Zijn de mensen ingelicht?',
      answer: incident.toldAt === '' ? '' : `Ja, op ${longDate(`${incident.toldAt}T12:00:00Z`)}.`,
      toFillIn: incident.toldAt === '' ? 'Wanneer en hoe u hen inlicht, of waarom niet.' : '',
    },
  ];
}

/** The letter to the people, in paragraphs. It says only what is known. */
export function letterOf({ entry, incident, organisation }: LostFile): string[] {
  const reach = [
    organisation.phone ? `bel ${organisation.phone}` : '',
    organisation.email ? `mail naar ${organisation.email}` : '',
  ].filter((way) => way !== '');
  return [
    'Beste heer of mevrouw,',
    `Wij hebben een fout gemaakt met uw gegevens. Op ${longDate(incident.noticedAt)} merkten wij dat een lijst kwijt is waar u op staat. Wij hadden die lijst gemaakt voor ‘${entry.activity}’.`,
    ...(incident.what === '' ? [] : [incident.what]),
    `Op de lijst staat van u, voor zover wij dat weten: ${contentsInWords(entry)}.`,
    `Wat kan dit voor u betekenen? ${consequencesOf(entry, 'people')}`,
    ...(incident.measures === '' ? [] : [`Wat doen wij eraan? ${incident.measures}`]),
    'Wat kunt u zelf doen? Let op bij post, mail of telefoon van mensen die u niet kent. Geef geen wachtwoorden of bankgegevens door.',
    ...(incident.reportedAt === '' ? [] : ['Wij hebben dit gemeld bij de Autoriteit Persoonsgegevens.']),
    `Het spijt ons dat dit is gebeurd. ${reach.length > 0 ? `Hebt u vragen? ${capital(reach.join(' of '))}.` : ''}`.trim(),
    'Met vriendelijke groet,',
    organisation.name,
  ];
}

/** What may come of it, by what stood in the file: what can happen, not what did. Told to the people, or about them. */
function consequencesOf({ contents }: LedgerEntry, toldTo: 'people' | 'authority'): string {
  const has = (content: Content) => contents.includes(content);
  const words = (you: string, they: string) => (toldTo === 'people' ? you : they);
  const address = words(
    'Iemand kan zien waar u woont en u ongevraagd post sturen.',
    'Iemand kan zien waar deze mensen wonen en hun ongevraagd post sturen.',
  );
  const reached = words(
    'Iemand kan u ongevraagd mailen of bellen, ook om u op te lichten.',
    'Iemand kan deze mensen ongevraagd mailen of bellen, ook om hen op te lichten.',
  );
  const note = words(
    'Iemand kan lezen wat wij over u hebben opgeschreven.',
    'Iemand kan lezen wat medewerkers over hen hebben opgeschreven.',
  );
  const known = words(
    'Iemand kan zien dat u contact hebt met de Sociale Alliantie.',
    'Iemand kan zien dat zij contact hebben met de Sociale Alliantie.',
  );
  return [
    ...(has('address') ? [address] : []),
    ...(has('email') || has('phone') ? [reached] : []),
    ...(has('note') ? [note] : []),
    known,
  ].join(' ');
}

function countOf({ count }: LedgerEntry): string {
  return inNumbers(count, '1 persoon of organisatie', 'mensen en organisaties');
}

function inNumbers(count: number, one: string, more: string): string {
  return count === 1 ? one : `${count.toLocaleString('nl-NL')} ${more}`;
}

/** Whether people can stand in it who are not in the register: whom somebody brings along. */
function hasGuests({ kind }: Pick<LedgerEntry, 'kind'>): boolean {
  return kind === 'badges' || kind === 'door-list';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
