import type { ExportedReader } from '../subscribers/exporting.ts';
import type { State } from '../subscribers/subscriber.ts';

/** The headings of an exported list. An import recognises them. */
export const HEADINGS = [
  'E-mailadres',
  'Naam',
  'Stand',
  'In de lijst sinds',
  'Stand sinds',
  'Toestemming',
  'Toestemming gegeven op',
  'Akkoordtekst (versie)',
  'Uit de lijst',
  'Groep in die lijst',
  'Herkomst',
  'Bewijs',
];

const STATES: Record<State, string> = {
  subscribed: 'Ingeschreven',
  waiting: 'Wacht op bevestiging',
  left: 'Afgemeld',
  blocked: 'Geblokkeerd',
  'put-aside': 'Opzij gezet',
};

const BASES = { proven: 'Ingelezen, met bewijs', attested: 'Ingelezen, verklaard', none: '' };

/** A reader as a row of the file. Days are as ISO 8601 writes them, which every spreadsheet knows for dates. */
export function cellsOf(reader: ExportedReader): string[] {
  const { consent, consentAt, givenOn, basis, wording } = reader;
  const confirmed = consent === 'confirmed';
  return [
    ...[reader.address, reader.name, STATES[reader.state], day(reader.createdAt), day(reader.changedAt)],
    confirmed ? 'Dubbele opt-in' : basis === null ? '' : BASES[basis],
    confirmed ? day(consentAt ?? '') : (givenOn ?? ''),
    wording === null ? '' : String(wording),
    ...[reader.list ?? '', reader.group ?? '', reader.origin ?? '', reader.evidence ?? ''],
  ];
}

function day(moment: string): string {
  return moment.slice(0, 10);
}
