import type { Clock } from '../clock.ts';
import { byStaff, type Field } from '../participants/history.ts';
import type { Participant, ParticipantDetails } from '../participants/participant.ts';
import type { Participants } from '../participants/participants.ts';
import { createDoubleRows } from '../tables/double-rows.ts';
import type { Counts } from '../tables/list.ts';
import { detailsOfChanged, detailsOfNew, knownBy, type Match, matchOf, type Warning } from './difference.ts';
import { CHANGING, type Decision, type ListRow, type RegisterList, WARNINGS } from './list.ts';
import { createListedReader, type ListedEntry } from './listed-entry.ts';
import type { RegisterImportStore } from './store.ts';

export type DecidingDeps = {
  store: RegisterImportStore;
  participants: Pick<Participants, 'importing'>;
  /** Tells whether somebody new was erased before. */
  erasedOnes: () => (entry: ParticipantDetails) => boolean;
  clock: Clock;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** Many, since each transaction writes nearly all pages of the indexes again; a tenth of a second's work. */
const ROWS_AT_ONCE = 1000;

/** Whom some rows are about, and who was erased from the register. */
type Look = {
  match: (row: ListRow, listed: ListedEntry) => Match;
  /** Hears of each entry that was added or changed meanwhile. */
  tell: (entry: Participant) => void;
  isErased: (entry: ParticipantDetails) => boolean;
};

/** A row, and what was read in it: somebody, or what is wrong. */
type ReadRow = { row: ListRow; listed: ListedEntry | string };

/** What a row would make of somebody: `before` is undefined for a new one, `after` for who is left alone. */
type Plan = {
  outcome: Decision['outcome'];
  detail: string;
  personKey: string | null;
  before?: Participant;
  after?: Participant;
  listed?: ListedEntry;
  /** Of somebody new. */
  details?: ParticipantDetails;
};

/** Decides about the rows of a list, some at a time: first what would happen, then it happens. */
export type Deciding = ReturnType<typeof createDeciding>;

export function createDeciding({ store, participants, erasedOnes, clock, inTransaction }: DecidingDeps) {
  const { importing } = participants;
  const doubleRows = createDoubleRows({ store, countedUnder, clock, inTransaction });
  return { checkSome, applySome, differenceOf };

  /** Finds out what some rows would do. Changes nobody. */
  function checkSome(list: RegisterList): void {
    const rows = store.rowsAfter(list.id, list.progress, ROWS_AT_ONCE);
    if (rows.length === 0) return doubleRows.mark(list);
    const read = readRows(list, withoutHeading(list, rows));
    const look = lookFor(read);
    const decisions = read.map((each) => decisionOf(each.row, planFor(each, list, look)));
    inTransaction(() => {
      if (!isAsItWas(list)) return;
      for (const decision of decisions) store.decide(list.id, decision);
      moveOn(list, rows, decisions);
    });
  }

  /**
   * Does what some rows ask for, and wipes what stood in them, in one transaction: a program that stops half-way
   * goes on where it was. As long as nobody changed the register since the list was checked, that is what was found
   * out then; else it is found out again.
   */
  function applySome(list: RegisterList): void {
    const rows = store.rowsAfter(list.id, list.progress, ROWS_AT_ONCE);
    const persons = withoutHeading(list, rows);
    const read = readRows(list, persons.filter(isChanging));
    inTransaction(() => {
      if (!isAsItWas(list)) return;
      const isAsChecked = list.checkedRevision === importing.revision();
      const look = lookFor(isAsChecked ? undefined : read);
      const decisions = [
        ...persons.filter((row) => !isChanging(row)).map(leftAlone),
        ...read.map((each) => applied(each, list, look)),
      ];
      for (const decision of decisions) store.settle(list.id, decision);
      if (isAsChecked) store.setCheckedRevision(list.id, importing.revision());
      moveOn(list, rows, decisions);
      if (rows.length < ROWS_AT_ONCE) finish(list.id);
    });
  }

  function applied(read: ReadRow, list: RegisterList, look: Look): Decision {
    const plan = planFor(read, list, look);
    const entry = written(plan, list);
    if (entry) look.tell(entry);
    return { ...decisionOf(read.row, plan), participantId: (entry ?? plan.before)?.id ?? null };
  }

  /** Writes what a plan asks for. Returns the entry that was added or changed. */
  function written({ details, before, after }: Plan, list: RegisterList): Participant | undefined {
    const how = { by: byStaff(list.staffId, `lijst ${list.fileName}`), batchId: list.id };
    if (details) return importing.add(details, how);
    if (before && after) importing.change(before, after, how);
    return after;
  }

  function readRows({ mapping }: RegisterList, rows: ListRow[]): ReadRow[] {
    if (mapping === undefined) throw new Error('A list is being checked whose columns are not known');
    const readListed = createListedReader(mapping, clock().toISOString().slice(0, 10));
    return rows.map((row) => ({ row, listed: readListed(row) }));
  }

  /** What is asked about rows; nothing of who is in the register where that was found out already. */
  function lookFor(rows: ReadRow[] | undefined): Look {
    if (rows === undefined) return { match: matchAsChecked, tell: () => {}, isErased: erasedOnes() };
    const asked = rows.flatMap(({ listed }) => (typeof listed === 'string' ? [] : [knownBy(listed)]));
    const excerpt = importing.excerptFor(asked);
    const match = (_: ListRow, listed: ListedEntry) => matchOf(excerpt, listed);
    return { match, tell: excerpt.tell, isErased: erasedOnes() };
  }

  /** What a row asks for, as the register is now, or as was found out already. */
  function planFor({ row, listed }: ReadRow, { mapping }: RegisterList, look: Look): Plan {
    if (mapping === undefined) throw new Error('A list is being checked whose columns are not known');
    if (typeof listed === 'string') return { outcome: 'wrong', detail: listed, personKey: null };
    const match = look.match(row, listed);
    if (match.found === 'some') return { outcome: 'unsure', detail: '', personKey: null };
    if (match.found === 'one') return planForEntry(match.entry, listed);
    if (!listed.given.lastName && !listed.given.organisation) {
      return { outcome: 'wrong', detail: 'no-name', personKey: null };
    }
    const { details, warnings } = detailsOfNew(listed, mapping);
    if (look.isErased(details)) return { outcome: 'wrong', detail: 'erased', personKey: null };
    const detail = inCodes([...match.warnings, ...warnings]);
    return { outcome: 'new', detail, personKey: match.key, listed, details };
  }

  function matchAsChecked({ participantId, detail }: ListRow): Match {
    if (participantId === null) return { found: 'none', key: '', warnings: warningsIn(detail) };
    const entry = importing.byId(participantId);
    return entry === undefined ? { found: 'some' } : { found: 'one', entry };
  }

  function planForEntry(before: Participant, listed: ListedEntry): Plan {
    const { details, warnings } = detailsOfChanged(before, listed);
    const after = importing.withDetails(before, details);
    const plan = { detail: inCodes(warnings), personKey: `=${before.id}`, before, listed };
    return after === before ? { ...plan, outcome: 'same' } : { ...plan, outcome: 'changed', after };
  }

  /** The entry of a row that was checked, as it is and as it would be; undefined where nobody is changed. */
  function differenceOf(
    list: RegisterList,
    row: ListRow,
  ): { before: Participant | undefined; after: Participant | undefined; listed: ListedEntry | undefined } {
    const [read] = row.cells.length === 0 ? [] : readRows(list, [row]);
    if (read === undefined) return { before: undefined, after: undefined, listed: undefined };
    const { before, after, listed } = planFor(read, list, lookFor([read]));
    return { before, after, listed };
  }

  function finish(id: string): void {
    const now = clock().toISOString();
    store.setState(id, 'applied', now);
    store.setApplied(id, now);
    store.setTidied(id);
  }

  /** Whether nobody changed what the columns are, or threw the list away, since its rows were read. */
  function isAsItWas({ id, state, progress, mapping }: RegisterList): boolean {
    const now = store.byId(id);
    const asked = JSON.stringify([state, progress, mapping]);
    return now !== undefined && asked === JSON.stringify([now.state, now.progress, now.mapping]);
  }

  function moveOn(list: RegisterList, rows: ListRow[], decisions: Decision[]): void {
    store.setCounts(list.id, counted(list.counts ?? {}, decisions));
    const last = rows.at(-1);
    if (last !== undefined) store.setProgress(list.id, last.number, clock().toISOString());
  }
}

function withoutHeading({ progress, mapping }: RegisterList, rows: ListRow[]): ListRow[] {
  return progress === 0 && mapping?.header ? rows.slice(1) : rows;
}

function isChanging({ outcome }: ListRow): boolean {
  return outcome !== null && CHANGING.includes(outcome);
}

function leftAlone(row: ListRow): Decision {
  return { ...row, outcome: row.outcome ?? 'wrong', personKey: null };
}

function decisionOf({ number }: ListRow, { outcome, detail, personKey, before }: Plan): Decision {
  return { number, personKey, outcome, detail, participantId: before?.id ?? null };
}

function inCodes(warnings: Warning[]): string {
  return [...new Set(warnings)].join(' ');
}

function warningsIn(codes: string): Warning[] {
  return WARNINGS.filter((warning) => codes.split(' ').includes(warning));
}

function counted(counts: Counts, decisions: Decision[]): Counts {
  const sum = { ...counts };
  for (const name of decisions.flatMap(countedUnder)) sum[name] = (sum[name] ?? 0) + 1;
  return sum;
}

function countedUnder({ outcome, detail }: Pick<Decision, 'outcome' | 'detail'>): string[] {
  return isWarned(outcome, detail) ? [outcome, 'warned'] : [outcome];
}

function isWarned(outcome: Decision['outcome'], detail: string): boolean {
  return detail !== '' && (outcome === 'new' || outcome === 'changed' || outcome === 'same');
}

/** The fields that a difference is told by: what addresses are compared by is none of them. */
export function isShown(field: Field): boolean {
  return field !== 'emailKey';
}
