import { contentsInWords, KIND_NAMES } from '../ledger/texts.ts';
import { questionSchema } from '../meetings/meeting.ts';
import { changedFields, type Field, type ParticipantChange, type SomeOf } from '../participants/history.ts';
import { type Participant, participantDetails } from '../participants/participant.ts';
import { FIELD_NAMES, valueInWords } from '../participants/words.ts';
import { dateTime, knownDate, longDate } from '../templates/format.ts';
import type { Chapter } from './chapter.ts';
import type { EntryHeld, Inspection } from './gathering.ts';
import { listRows } from './reader-chapters.ts';

const FIELDS = (Object.keys(participantDetails.shape) as Field[]).filter((field) => field !== 'emailKey');

const CHANGES: Record<ParticipantChange['kind'], string> = {
  added: 'Toegevoegd',
  changed: 'Gewijzigd',
  removed: 'Uit het register gehaald',
  restored: 'Teruggezet',
  merged: 'Samengevoegd met een dubbele inschrijving',
};

const ACTORS: Record<ParticipantChange['actor'], string> = {
  staff: 'een medewerker',
  person: 'uzelf',
  program: 'het programma',
};

const ANSWERS = { '': 'Niet geantwoord', yes: 'U komt', no: 'U komt niet' } as const;
const CHANNELS = { mail: 'per mail', letter: 'per brief', phone: 'per telefoon', none: '' } as const;

/** What is held of somebody in the register, and of the meetings that they were invited to. */
export function entryChapters(inspection: Inspection): Chapter[] {
  return [
    ...inspection.entries.flatMap(ofEntry),
    invitations(inspection),
    files(inspection),
    listRows('lijstenVoorRegister', 'Lijsten voor het register waar u op stond', inspection.registerLists),
  ];
}

function ofEntry(held: EntryHeld): Chapter[] {
  const { entry, removedAt, history } = held;
  const known = FIELDS.filter((field) => valueInWords(entry, field) !== '');
  return [
    {
      key: 'register',
      title: removedAt === undefined ? 'U in ons register' : 'U stond in ons register',
      data: entryData(held),
      lines: [
        ...known.map((field) => ({ term: FIELD_NAMES[field], text: valueInWords(entry, field) })),
        { term: 'Toegevoegd op', text: longDate(entry.createdAt) },
        { term: 'Laatst gewijzigd', text: longDate(entry.updatedAt) },
        ...(removedAt ? [{ term: 'Weggehaald op', text: longDate(removedAt) }] : []),
        ...(entry.restrictedAt
          ? [{ term: 'Niet gebruiken', text: `Op uw verzoek, sinds ${longDate(entry.restrictedAt)}` }]
          : []),
        ...(entry.objectedAt
          ? [{ term: 'Geen uitnodigingen', text: `Op uw verzoek, sinds ${longDate(entry.objectedAt)}` }]
          : []),
        ...stayLines(held),
        ...(held.doubles > 0 ? [{ term: 'Dubbel', text: doublesInWords(held.doubles) }] : []),
      ],
    },
    {
      key: 'registerGeschiedenis',
      title: 'Wat er aan uw gegevens veranderde',
      data: undefined,
      lines: history.map((change) => ({
        ...{ term: dateTime(change.at), text: changeInWords(change), code: fieldsInWords(change) },
      })),
    },
  ];
}

function entryData({ entry, removedAt, history, stayQuestion, doubles }: EntryHeld) {
  return {
    ...Object.fromEntries(FIELDS.map((field) => [FIELD_NAMES[field], plainValue(entry, field)])),
    toegevoegdOp: entry.createdAt,
    laatstGewijzigd: entry.updatedAt,
    weggehaaldOp: removedAt ?? null,
    gebruikBeperktSinds: entry.restrictedAt || null,
    geenUitnodigingenSinds: entry.objectedAt || null,
    gevraagdOfUWiltBlijven: stayQuestion?.askedAt ?? null,
    lijktOpAndereInschrijvingen: doubles,
    geschiedenis: history.map((change) => ({
      ...{ wanneer: change.at, wat: CHANGES[change.kind], door: ACTORS[change.actor], reden: change.reason },
      teruggedraaid: change.undoneAt,
      velden: fieldsOf(change).map(({ name, before, after }) => ({ veld: name, was: before, werd: after })),
    })),
  };
}

function plainValue(entry: Participant, field: Field): string | string[] | boolean {
  const value = entry[field];
  return typeof value === 'string' ? valueInWords(entry, field) : value;
}

function stayLines({ stayQuestion }: EntryHeld) {
  if (stayQuestion === undefined) return [];
  const asked = `Wij vroegen op ${longDate(stayQuestion.askedAt)} of u wilt blijven.`;
  const said = stayQuestion.wantsOutAt === null ? '' : ' U zei dat u van de lijst af wilt.';
  return [{ term: 'Wilt u blijven?', text: asked + said }];
}

function doublesInWords(count: number): string {
  return `Uw gegevens lijken op die van ${count === 1 ? '1 andere inschrijving' : `${count} andere inschrijvingen`}.`;
}

function changeInWords({ kind, actor, reason, undoneAt }: ParticipantChange): string {
  const why = reason === '' ? '' : `: ${reason}`;
  const undone = undoneAt === null ? '' : ` Dat is teruggedraaid op ${longDate(undoneAt)}.`;
  return `${CHANGES[kind]} door ${ACTORS[actor]}${why}.${undone}`;
}

function fieldsInWords(change: ParticipantChange): string | undefined {
  const parts = fieldsOf(change).map(({ name, before, after }) =>
    before === '' ? `${name}: ${after}` : `${name}: ${before} werd ${after || 'leeg'}`,
  );
  return parts.join('; ') || undefined;
}

/**
 * What of each field was, and became; how somebody was when they went, stands above. What came of merging with
 * somebody else, and was put back, is theirs.
 */
function fieldsOf(change: ParticipantChange): { name: string; before: string; after: string }[] {
  const { kind, before, after, undoneAt } = change;
  if (after === undefined || (kind === 'merged' && undoneAt !== null)) return [];
  const was: SomeOf = kind === 'restored' ? {} : (before ?? {});
  const fields = before ? changedFields(before, after) : FIELDS;
  return fields
    .filter((field) => field !== 'emailKey')
    .map((field) => ({
      ...{ name: FIELD_NAMES[field], before: wordsOf(was, field), after: wordsOf(after, field) },
    }))
    .filter((each) => each.before !== each.after);
}

function wordsOf(entry: SomeOf, field: Field): string {
  return entry[field] === undefined ? '' : valueInWords(entry, field);
}

function invitations({ invitations: rows }: Inspection): Chapter {
  return {
    key: 'uitnodigingen',
    title: 'Bijeenkomsten waarvoor wij u uitnodigden',
    data: rows.map((row) => ({
      ...{ bijeenkomst: row.title, begint: row.startsAt, opDeLijstSinds: row.chosenAt },
      ...{ uitgenodigdOp: row.invitedAt, hoe: CHANNELS[row.channel], herinnerdOp: row.remindedAt },
      ...{
        antwoord: ANSWERS[row.answer],
        geantwoordOp: row.answeredAt,
        wasEr: row.came,
        vinkjeOp: row.tickedAt,
      },
      ...{ antwoorden: answersOf(row), dieetEnToegang: row.needs, toestemmingDaarvoorOp: row.needsConsentAt },
      ...{ neemtMee: guestsOf(row), samenMetAnderen: row.together - 1 },
    })),
    lines: rows.map((row) => ({
      term: knownDate(row.startsAt.slice(0, 10)),
      text: row.title,
      code: invitationInWords(row),
    })),
  };
}

type Row = Inspection['invitations'][number];

function invitationInWords(row: Row): string {
  const parts = [
    row.invitedAt === null
      ? 'Op de lijst, nog niet uitgenodigd'
      : `Uitgenodigd ${CHANNELS[row.channel]} op ${longDate(row.invitedAt)}`,
    ANSWERS[row.answer],
    ...answersOf(row).map(({ vraag, antwoord }) => `${vraag}: ${antwoord}`),
    row.needs === '' ? '' : `Dieet en toegang: ${row.needs}`,
    guestsOf(row).length === 0 ? '' : `U neemt mee: ${guestsOf(row).join(', ')}`,
    row.came ? 'U was er' : '',
  ];
  return parts.filter(Boolean).join('. ');
}

/** Whom a group brings is told where nobody else is in it: else nobody knows whose guests they are. */
function guestsOf({ guests, together }: Row): string[] {
  return together === 1 ? guests : [];
}

function answersOf({ questions, answers }: Row): { vraag: string; antwoord: string }[] {
  return questionSchema
    .array()
    .parse(JSON.parse(questions))
    .flatMap(({ id, label }) => (answers[id] ? [{ vraag: label, antwoord: answers[id] }] : []));
}

function files({ files: rows }: Inspection): Chapter {
  return {
    key: 'uitgeleverd',
    title: 'Lijsten en papieren waar u in staat',
    about: 'Alleen gemaakt voor onze activiteiten, en nooit voor anderen.',
    data: rows.map((row) => ({
      ...{ wanneer: row.at, wat: KIND_NAMES[row.kind], voor: row.activity, erinStaat: contentsInWords(row) },
      kwijtSinds: row.lostAt,
    })),
    lines: rows.map((row) => ({
      term: dateTime(row.at),
      text: `${KIND_NAMES[row.kind]} voor ‘${row.activity}’.${row.lostAt === null ? '' : ` Kwijt sinds ${longDate(row.lostAt)}.`}`,
      code: `Met uw ${contentsInWords(row)}`,
    })),
  };
}
