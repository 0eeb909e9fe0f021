import { changedFields } from '../participants/history.ts';
import { fullName } from '../participants/name.ts';
import { NOTHING_KNOWN, type Participant } from '../participants/participant.ts';
import { FIELD_NAMES, valueInWords } from '../participants/words.ts';
import { type Deciding, isShown } from './deciding.ts';
import type { ListRow, Outcome } from './list.ts';
import type { ShownRow } from './pages.ts';

const LONGEST_CELL = 120;

const PROBLEMS: Record<string, string> = {
  columns: 'Deze regel heeft te veel of te weinig kolommen.',
  'control-characters': 'Er staan tekens in die niet te lezen zijn.',
  unreadable: 'Er staan tekens in die niet te lezen zijn.',
  'too-long': 'De tekst is te lang.',
  'no-name': 'Er staat geen achternaam en geen organisatie.',
  erased:
    'Deze persoon is gewist, op eigen verzoek. Wil die weer meedoen? Voeg de persoon dan zelf toe in het register.',
  email: 'Dit is geen e-mailadres.',
  phone: 'Dit is geen telefoonnummer.',
  number: 'Het huisnummer begint niet met een cijfer.',
  country: 'Dit land kennen wij niet.',
  kind: 'Er staat geen participant of belangstellende bij Soort.',
  date: 'De datum klopt niet.',
  'date-future': 'De datum moet nog komen.',
  ground: 'Er staat niet duidelijk of wij mogen mailen.',
  'yes-no': 'Er staat geen ja of nee.',
  tags: 'De labels zijn te lang, of het zijn er te veel.',
  address: 'Het adres is niet compleet, of de postcode kan niet bestaan.',
  'no-post-kept': 'Deze persoon wil geen post. Dat blijft zo.',
  'no-mail-kept': 'Deze persoon wil geen mail. Dat blijft zo.',
  'ground-kept':
    'Of wij mogen mailen is niet overgenomen: er staat niet bij wanneer en waar de toestemming is gegeven, of het is geen participant.',
  'same-name': 'Er staat al iemand met deze naam in het register.',
  'same-email': 'Iemand anders in het register heeft dit e-mailadres ook.',
  'address-partly': 'De straat of het huisnummer is nieuw, maar er staat geen postcode bij.',
};

const OF_OUTCOME: Partial<Record<Outcome, string>> = {
  unsure: 'Dit kan meer dan één persoon in het register zijn. Kijk eerst of iemand er twee keer in staat.',
};

/** What is wrong with a row, or what staff are warned of, in words. */
export function problemsOf({ outcome, detail }: Pick<ListRow, 'outcome' | 'detail'>): string[] {
  if (outcome === null) return [];
  if (outcome === 'wrong') {
    const [fault = '', field = ''] = detail.split(' ');
    const name = field in FIELD_NAMES ? `${FIELD_NAMES[field as keyof typeof FIELD_NAMES]}: ` : '';
    return [name + (PROBLEMS[fault] ?? '')];
  }
  const warnings = detail.split(' ').flatMap((code) => PROBLEMS[code] ?? []);
  const about = OF_OUTCOME[outcome];
  return about === undefined ? warnings : [about, ...warnings];
}

/** A row of a dry run or a result. `entry` is whom it is about, as far as that is somebody who is there. */
export function shownRow(
  row: ListRow,
  difference: ReturnType<Deciding['differenceOf']>,
  entry: Participant | undefined,
): ShownRow {
  const { before, after, listed } = difference;
  const named = entry ?? { ...NOTHING_KNOWN, ...listed?.given };
  return {
    number: row.number,
    name: short(fullName(named) || row.cells.filter(Boolean).join(' · ')),
    participantId: entry?.id ?? null,
    problems: problemsOf(row),
    fields: before && after ? fieldsOf(before, after) : [],
  };
}

function fieldsOf(before: Participant, after: Participant): ShownRow['fields'] {
  return changedFields(before, after)
    .filter(isShown)
    .map((field) => ({
      name: FIELD_NAMES[field],
      before: valueInWords(before, field),
      after: valueInWords(after, field),
    }));
}

/** What cannot be read on a page is shown as a mark, so that staff see that something is there. */
function short(text: string): string {
  const readable = text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, '�');
  return readable.length > LONGEST_CELL ? `${readable.slice(0, LONGEST_CELL)}…` : readable;
}
