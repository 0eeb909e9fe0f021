import type { Clock } from '../clock.ts';
import type { ListedLeaver } from '../subscribers/importing.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import { createDoubleRows } from '../tables/double-rows.ts';
import type { Counts } from '../tables/list.ts';
import { rest } from '../tables/steps.ts';
import {
  CHANGING,
  type Consent,
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
/** A whole number of times as many. */
const ROWS_IN_ORDER = 5000;

/** Decides about the rows of a list, some at a time: first what would happen, then it happens. */
export type Deciding = ReturnType<typeof createDeciding>;

export function createDeciding({ store, subscribers, clock, inTransaction }: DecidingDeps) {
  const { importing } = subscribers;
  const countedUnder = ({ outcome }: { outcome: Outcome }) => [outcome];
  const doubleRows = createDoubleRows({ store, countedUnder, clock, inTransaction });
  return { checkSome, applySome, tidySome };

  /** Finds out what some rows would do. Changes no reader. */
  function checkSome(list: Import): void {
    const rows = store.rowsAfter(list.id, list.progress, ROWS_AT_ONCE);
    if (rows.length === 0) return doubleRows.mark(list);
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
   * Does what some thousands of rows ask for, in the order of their addresses: neighbours lie on the same pages
   * of an index, which halves what has to be written. Whatever was done before the program stopped half-way
   * is found done.
   */
  async function applySome(list: Import): Promise<void> {
    const rows = store.rowsAfter(list.id, list.progress, ROWS_IN_ORDER);
    const changing = rows.filter(isChanging).toSorted(byAddress);
    let counts = counted(
      list.counts ?? {},
      rows.filter((row) => !isChanging(row)),
    );
    for (let at = 0; at < changing.length; at += ROWS_AT_ONCE) {
      const start = performance.now();
      counts = counted(counts, applyBatch(list, changing.slice(at, at + ROWS_AT_ONCE)));
      await rest(start);
    }
    inTransaction(() => {
      if (!isAsItWas(list)) return;
      store.setCounts(list.id, counts);
      const last = rows.at(-1);
      if (last !== undefined) store.setProgress(list.id, last.number, clock().toISOString());
      if (rows.length < ROWS_IN_ORDER) finish(list.id);
    });
  }

  function applyBatch(list: Import, rows: ImportRow[]): Decision[] {
    const today = clock().toISOString().slice(0, 10);
    const { mapping } = list;
    const asking = rows.flatMap((row) => {
      const listed = mapping && readRow(row, mapping, today);
      return typeof listed === 'object' ? [{ row, listed }] : [];
    });
    return inTransaction(() => {
      if (!isAsItWas(list)) return [];
      const listed = asking.map((each) => each.listed);
      return makeHappen(list, listed).flatMap((done, index) => {
        const row = asking[index]?.row;
        if (row === undefined) return [];
        const { number, addressKey, detail } = row;
        const decision = { number, addressKey, detail, ...done };
        if (done.outcome !== row.outcome) store.decide(list.id, decision);
        return [decision];
      });
    });
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

  /**
   * Wipes what stands in some rows of a list that is in, and keeps which reader each was about.
   */
  function tidySome(list: Import): void {
    const rows = store.rowsAfter(list.id, list.progress, ROWS_AT_ONCE);
    const ids = importing.idsOf(rows.flatMap(({ addressKey }) => addressKey ?? []));
    inTransaction(() => {
      if (!isAsItWas(list)) return;
      for (const { number, outcome, detail, subscriberId, addressKey } of rows) {
        const known = subscriberId ?? ids.get(addressKey ?? '') ?? null;
        store.settle(list.id, { number, outcome, detail, subscriberId: known });
      }
      const last = rows.at(-1);
      if (last !== undefined) store.setProgress(list.id, last.number, clock().toISOString());
      if (rows.length < ROWS_AT_ONCE) store.setTidied(list.id);
    });
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
    store.setCounts(list.id, counted(list.progress === 0 ? {} : (list.counts ?? {}), decisions));
    const last = rows.at(-1);
    if (last !== undefined) store.setProgress(list.id, last.number, clock().toISOString());
  }
}

function counted(counts: Counts, rows: { outcome: Outcome | null }[]): Counts {
  const sum = { ...counts };
  for (const { outcome } of rows) if (outcome !== null) sum[outcome] = (sum[outcome] ?? 0) + 1;
  return sum;
}

function isChanging({ outcome }: ImportRow): boolean {
  return outcome !== null && CHANGING.includes(outcome);
}

function byAddress({ addressKey: one }: ImportRow, { addressKey: other }: ImportRow): number {
  return (one ?? '') < (other ?? '') ? -1 : 1;
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
