import type { Clock } from '../clock.ts';
import { byStaff, type Field } from '../participants/history.ts';
import type { Participant, ParticipantDetails } from '../participants/participant.ts';
import type { Participants } from '../participants/participants.ts';
import { detailsOfChanged, detailsOfNew, matchOf, type Warning } from './difference.ts';
import type { Counts, Decision, ListRow, Mapping, RegisterList } from './list.ts';
import { type ListedEntry, readListed } from './listed-entry.ts';
import type { RegisterImportStore } from './store.ts';

export type DecidingDeps = {
  store: RegisterImportStore;
  participants: Pick<Participants, 'importing'>;
  clock: Clock;
  inTransaction: <Result>(work: () => Result) => Result;
};

const ROWS_AT_ONCE = 500;

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

export function createDeciding({ store, participants, clock, inTransaction }: DecidingDeps) {
  const { importing } = participants;
  return { checkSome, applySome, differenceOf };

  /** Finds out what some rows would do. Changes nobody. */
  function checkSome(list: RegisterList): void {
    const rows = store.rowsAfter(list.id, list.progress, ROWS_AT_ONCE);
    if (rows.length === 0) return markDoubles(list);
    // Within the transaction: outside of one each question would open the file anew, which costs more than it.
    inTransaction(() => {
      if (!isAsItWas(list)) return;
      const decisions = withoutHeading(list, rows).map((row) => decisionOf(row, planFor(row, list)));
      for (const decision of decisions) store.decide(list.id, decision);
      moveOn(list, rows, decisions);
    });
  }

  /**
   * Marks the rows about somebody who stands in an earlier row: the last thing that is checked. Found in one query,
   * which only reads, and marked some at a time.
   */
  function markDoubles(list: RegisterList): void {
    const doubles = store.doubles(list.id);
    for (let at = 0; at <= doubles.length; at += ROWS_AT_ONCE) {
      const some = doubles.slice(at, at + ROWS_AT_ONCE);
      inTransaction(() => {
        const now = store.byId(list.id);
        if (now?.state !== 'checking' || now.progress !== list.progress) return;
        const counts = { ...now.counts };
        for (const { number, outcome, detail } of some) {
          store.markDouble(list.id, number);
          counts[outcome] = (counts[outcome] ?? 0) - 1;
          if (isWarned(outcome, detail)) counts.warned = (counts.warned ?? 0) - 1;
          counts.double = (counts.double ?? 0) + 1;
        }
        store.setCounts(list.id, counts);
        if (some.length < ROWS_AT_ONCE) store.setState(list.id, 'checked', clock().toISOString());
      });
    }
  }

  /**
   * Does what some rows ask for, as the register is by now, and wipes what stood in them, in one transaction: a
   * program that stops half-way goes on where it was.
   */
  function applySome(list: RegisterList): void {
    inTransaction(() => {
      if (!isAsItWas(list)) return;
      const rows = store.rowsAfter(list.id, list.progress, ROWS_AT_ONCE);
      const decisions = withoutHeading(list, rows).map((row) => applied(row, list));
      for (const decision of decisions) store.settle(list.id, decision);
      moveOn(list, rows, decisions);
      if (rows.length < ROWS_AT_ONCE) finish(list.id);
    });
  }

  function applied(row: ListRow, list: RegisterList): Decision {
    if (row.outcome !== 'new' && row.outcome !== 'changed') {
      return { ...row, personKey: null, outcome: row.outcome ?? 'wrong' };
    }
    const plan = planFor(row, list);
    const how = { by: byStaff(list.staffId, `lijst ${list.fileName}`), batchId: list.id };
    const decision = decisionOf(row, plan);
    if (plan.details) return { ...decision, participantId: importing.add(plan.details, how) };
    if (plan.before && plan.after) importing.change(plan.before, plan.after, how);
    return decision;
  }

  /** What a row asks for, as the register is now. */
  function planFor(row: ListRow, { mapping }: RegisterList): Plan {
    if (mapping === undefined) throw new Error('A list is being checked whose columns are not known');
    const listed = readListed(row, mapping, clock().toISOString().slice(0, 10));
    if (typeof listed === 'string') return { outcome: 'wrong', detail: listed, personKey: null };
    const match = matchOf(importing, listed);
    if (match.found === 'some') return { outcome: 'unsure', detail: '', personKey: null };
    if (match.found === 'one') return planForEntry(match.entry, listed, mapping);
    if (!listed.given.lastName && !listed.given.organisation) {
      return { outcome: 'wrong', detail: 'no-name', personKey: null };
    }
    const { details, warnings } = detailsOfNew(listed, mapping);
    const detail = inCodes([...match.warnings, ...warnings]);
    return { outcome: 'new', detail, personKey: match.key, listed, details };
  }

  function planForEntry(before: Participant, listed: ListedEntry, mapping: Mapping): Plan {
    const { details, warnings } = detailsOfChanged(before, listed, mapping);
    const after = importing.withDetails(before, details);
    const plan = { detail: inCodes(warnings), personKey: `=${before.id}`, before, listed };
    return after === before ? { ...plan, outcome: 'same' } : { ...plan, outcome: 'changed', after };
  }

  /** The entry of a row that was checked, as it is and as it would be; undefined where nobody is changed. */
  function differenceOf(
    list: RegisterList,
    row: ListRow,
  ): { before: Participant | undefined; after: Participant | undefined; listed: ListedEntry | undefined } {
    if (row.cells.length === 0) return { before: undefined, after: undefined, listed: undefined };
    const { before, after, listed } = planFor(row, list);
    return { before, after, listed };
  }

  function finish(id: string): void {
    const now = clock().toISOString();
    store.setState(id, 'applied', now);
    store.setApplied(id, now);
  }

  /** Whether nobody changed what the columns are, or threw the list away, since its rows were read. */
  function isAsItWas({ id, state, progress, mapping }: RegisterList): boolean {
    const now = store.byId(id);
    const asked = JSON.stringify([state, progress, mapping]);
    return now !== undefined && asked === JSON.stringify([now.state, now.progress, now.mapping]);
  }

  function moveOn(list: RegisterList, rows: ListRow[], decisions: Decision[]): void {
    store.setCounts(list.id, counted(list.progress === 0 ? {} : (list.counts ?? {}), decisions));
    const last = rows.at(-1);
    if (last !== undefined) store.setProgress(list.id, last.number, clock().toISOString());
  }
}

function withoutHeading({ progress, mapping }: RegisterList, rows: ListRow[]): ListRow[] {
  return progress === 0 && mapping?.header ? rows.slice(1) : rows;
}

function decisionOf({ number }: ListRow, { outcome, detail, personKey, before }: Plan): Decision {
  return { number, personKey, outcome, detail, participantId: before?.id ?? null };
}

function inCodes(warnings: Warning[]): string {
  return [...new Set(warnings)].join(' ');
}

function counted(counts: Counts, decisions: Decision[]): Counts {
  const sum = { ...counts };
  for (const { outcome, detail } of decisions) {
    sum[outcome] = (sum[outcome] ?? 0) + 1;
    if (isWarned(outcome, detail)) sum.warned = (sum.warned ?? 0) + 1;
  }
  return sum;
}

function isWarned(outcome: Decision['outcome'], detail: string): boolean {
  return detail !== '' && (outcome === 'new' || outcome === 'changed' || outcome === 'same');
}

/** The fields that a difference is told by: what addresses are compared by is none of them. */
export function isShown(field: Field): boolean {
  return field !== 'emailKey';
}
