import type { Clock } from '../clock.ts';
import type { ListedLeaver } from '../subscribers/importing.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import {
  CHANGING,
  type Consent,
  type Counts,
  type Decision,
  type Import,
  type ImportRow,
  type Outcome,
} from './import.ts';
import { type ListedRow, readRow } from './listed-row.ts';
import type { ImportStore } from './store.ts';

export type DecidingDeps = {
  store: ImportStore;
  subscribers: Subscribers;
  clock: Clock;
  inTransaction: <Result>(work: () => Result) => Result;
};

const ROWS_AT_ONCE = 500;

/** Decides about the rows of a list, some at a time: first what would happen, then it happens. */
export type Deciding = ReturnType<typeof createDeciding>;

export function createDeciding({ store, subscribers, clock, inTransaction }: DecidingDeps) {
  const { importing } = subscribers;
  return { checkSome, applySome };

  /** Finds out what some rows would do. Changes no reader. */
  function checkSome(list: Import): void {
    const rows = store.rowsAfter(list.id, list.progress, ROWS_AT_ONCE);
    if (rows.length === 0) return markDoubles(list);
    const today = clock().toISOString().slice(0, 10);
    const { mapping } = list;
    if (mapping === undefined) throw new Error('A list is being checked whose columns are not known');
    const isHeading = (index: number) => list.progress === 0 && index === 0 && mapping.header;
    const read = rows
      .filter((_, index) => !isHeading(index))
      .map(({ number, ...row }) => ({ number, listed: readRow(row, mapping, today) }));
    const decisions = decide(list, read);
    inTransaction(() => {
      if (!isAsItWas(list)) return;
      for (const decision of decisions) store.decide(list.id, decision);
      moveOn(list, rows, decisions);
    });
  }

  function decide(list: Import, read: { number: number; listed: ListedRow | string }[]): Decision[] {
    const usable: { number: number; listed: ListedRow }[] = [];
    const decisions: Decision[] = [];
    for (const { number, listed } of read) {
      const undecided = { number, addressKey: null, detail: null, subscriberId: null };
      if (typeof listed === 'string') decisions.push({ ...undecided, outcome: 'wrong', detail: listed });
      else if (isSkipped(list, listed)) decisions.push({ ...undecided, outcome: 'skipped' });
      else usable.push({ number, listed });
    }
    const would = whatWouldHappen(
      list,
      usable.map(({ listed }) => listed),
    );
    for (const [index, { number, listed }] of usable.entries()) {
      const decided = would[index];
      if (decided) decisions.push({ number, addressKey: listed.address.key, detail: null, ...decided });
    }
    return decisions;
  }

  function whatWouldHappen(list: Import, rows: ListedRow[]) {
    if (list.list !== 'readers') return importing.wouldTakeOff(rows.map((row) => leaverOf(list, row)));
    const asked = rows.map((row) => ({
      addressKey: row.address.key,
      basis: basisOf(consentOf(list, row.group)),
    }));
    return importing.wouldAdd(asked);
  }

  /**
   * Marks the rows whose address stands in an earlier row: the last thing that is checked. Found in one query,
   * which only reads, and marked some at a time.
   */
  function markDoubles(list: Import): void {
    const doubles = store.doubles(list.id);
    for (let at = 0; at <= doubles.length; at += ROWS_AT_ONCE) {
      const some = doubles.slice(at, at + ROWS_AT_ONCE);
      inTransaction(() => {
        const now = store.byId(list.id);
        if (now?.state !== 'checking' || now.progress !== list.progress) return;
        const counts = { ...now.counts };
        for (const { number, outcome } of some) {
          store.markDouble(list.id, number);
          counts[outcome] = (counts[outcome] ?? 0) - 1;
          counts.double = (counts.double ?? 0) + 1;
        }
        store.setCounts(list.id, counts);
        if (some.length < ROWS_AT_ONCE) store.setState(list.id, 'checked', clock().toISOString());
      });
    }
  }

  /** Does what some rows ask for. What stands in a row goes with it. */
  function applySome(list: Import): void {
    const rows = store.rowsAfter(list.id, list.progress, ROWS_AT_ONCE);
    const today = clock().toISOString().slice(0, 10);
    const { mapping } = list;
    const decisions = new Map<number, Decision>();
    const asking: { number: number; listed: ListedRow }[] = [];
    for (const row of rows) {
      if (row.outcome === null) continue;
      decisions.set(row.number, settled(row, row.outcome));
      const listed = mapping && CHANGING.includes(row.outcome) && readRow(row, mapping, today);
      if (typeof listed === 'object') asking.push({ number: row.number, listed });
    }
    inTransaction(() => {
      if (!isAsItWas(list)) return;
      const done = makeHappen(
        list,
        asking.map(({ listed }) => listed),
      );
      for (const [index, { number }] of asking.entries())
        Object.assign(decisions.get(number) ?? {}, done[index]);
      for (const { number, outcome } of rows) if (outcome === null) store.emptyRow(list.id, number);
      for (const decision of decisions.values()) store.settle(list.id, decision);
      moveOn(list, rows, [...decisions.values()]);
      if (rows.length < ROWS_AT_ONCE) finish(list.id);
    });
  }

  function settled({ number, detail, subscriberId }: ImportRow, outcome: Outcome): Decision {
    return { number, addressKey: null, outcome, detail, subscriberId };
  }

  function makeHappen(list: Import, rows: ListedRow[]) {
    if (list.list !== 'readers')
      return importing.takeOff(
        list.id,
        rows.map((row) => leaverOf(list, row)),
      );
    const readers = rows.map(({ name, address, date, group }) => {
      const consent = consentOf(list, group);
      const given = { number: consent?.number ?? 0, basis: basisOf(consent) };
      return { name, address, consent: given, givenOn: date || (consent?.givenOn ?? '') };
    });
    return importing.add(list.id, readers);
  }

  function finish(id: string): void {
    const now = clock().toISOString();
    store.setState(id, 'applied', now);
    store.setApplied(id, now);
    importing.finish(id);
  }

  /** Whether nobody changed what the columns are, or threw the list away, since its rows were read. */
  function isAsItWas({ id, state, progress, mapping, consents }: Import): boolean {
    const now = store.byId(id);
    const asked = JSON.stringify([state, progress, mapping, consents]);
    return (
      now !== undefined && asked === JSON.stringify([now.state, now.progress, now.mapping, now.consents])
    );
  }

  function moveOn(list: Import, rows: ImportRow[], decisions: Decision[]): void {
    const counts: Counts = list.progress === 0 ? {} : { ...list.counts };
    for (const { outcome } of decisions) counts[outcome] = (counts[outcome] ?? 0) + 1;
    store.setCounts(list.id, counts);
    const last = rows.at(-1);
    if (last !== undefined) store.setProgress(list.id, last.number, clock().toISOString());
  }
}

function isSkipped(list: Import, { group }: ListedRow): boolean {
  return consentOf(list, group)?.basis === 'skip';
}

function consentOf({ consents }: Import, group: string): Consent | undefined {
  return consents?.[group] ?? consents?.[''];
}

function basisOf(consent: Consent | undefined): 'proven' | 'attested' | 'none' {
  return consent === undefined || consent.basis === 'skip' ? 'none' : consent.basis;
}

function leaverOf({ list }: Import, { address, date }: ListedRow): ListedLeaver {
  return { address, reason: list === 'bounced' ? 'bounced' : 'imported', since: date };
}
