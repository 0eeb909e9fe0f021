import type { Clock } from '../clock.ts';
import type { Address } from '../mail/address.ts';
import { inRuns, type KeyedHash, newId, newToken, type Randomness } from '../secrets.ts';
import type { Done, ReaderImportStore, StateBefore } from './import-store.ts';
import { searchTextOf } from './search-text.ts';
import type { SubscriberStore } from './store.ts';
import type { ImportedConsent, Subscriber } from './subscriber.ts';

/**
 * What adding a reader of a list does: `promoted` for one who was waiting or put aside until now, `known`
 * for one who is there already. Who left, is blocked or is suppressed stays so.
 */
export type AddOutcome = 'new' | 'promoted' | 'put-aside' | 'known' | 'left' | 'blocked' | 'suppressed';

/**
 * What an address on a list of who may not be mailed does: takes a reader off, is kept as a hash, or
 * nothing. `returned`: this reader confirmed for themselves after the date on the list, so they stay.
 */
export type TakeOffOutcome = 'taken-off' | 'kept-out' | 'known-out' | 'returned';

/** What was done or would be done, and to which reader where there is one. */
export type Decided<Outcome> = { outcome: Outcome; subscriberId: string | null };

/** A reader of a list, with the consent that counts for them and the date that the list gives for it, if any. */
export type ListedReader = {
  name: string;
  address: Address;
  consent: { number: number; basis: ImportedConsent['basis'] };
  givenOn: string;
};

/** An address that may not be mailed, and since when (`2019-03-04`), if the list tells. */
export type ListedLeaver = { address: Address; reason: 'imported' | 'bounced'; since: string };

/** How far an undo has come: what it took back, and what it left since somebody changed it. */
export type UndoStep = { undone: number; kept: number; more: boolean };

/** The kinds of proof with which a list brings a reader. */
const COMING = ['imported', 'attested'];

export type ImportingDeps = {
  store: SubscriberStore;
  importStore: ReaderImportStore;
  clock: Clock;
  randomness: Randomness;
  hash: KeyedHash;
  inTransaction: <Result>(work: () => Result) => Result;
};

/**
 * How lists change the readers. Each list has an id, under which all that it did can be hidden and undone.
 * No list lifts a suppression, or brings back who left or is blocked.
 */
export type Importing = ReturnType<typeof createImporting>;

export function createImporting(deps: ImportingDeps) {
  const { store, importStore, clock, hash, inTransaction } = deps;
  const [forIds, forTokens] = [inRuns(deps.randomness), inRuns(deps.randomness)];
  return { begin, addConsent, wouldAdd, add, wouldTakeOff, takeOff, finish, beginUndo, undoSome, forgetSome };

  /** Begins a list. The readers that it adds are not shown or mailed until it is finished. */
  function begin(importId: string): void {
    importStore.begin(importId, true);
  }

  /** Keeps where the consent of a list, or of a group in it, comes from. Returns its number. */
  function addConsent(importId: string, consent: ImportedConsent): number {
    return importStore.addConsent({ ...consent, importId, recordedAt: clock().toISOString() });
  }

  /** What adding these readers would do now. Changes nothing. No address may be there twice. */
  function wouldAdd(asked: { addressKey: string; basis: ImportedConsent['basis'] }[]): Decided<AddOutcome>[] {
    const standing = standingOf(asked.map(({ addressKey }) => addressKey));
    return asked.map(({ addressKey, basis }) => {
      const { known, suppressed } = standing(addressKey);
      return { outcome: decideToAdd(known, suppressed, basis), subscriberId: known?.id ?? null };
    });
  }

  function decideToAdd(
    known: Subscriber | undefined,
    suppressed: boolean,
    basis: ImportedConsent['basis'],
  ): AddOutcome {
    if (known?.state === 'left' || known?.state === 'blocked') return known.state;
    if (known?.state === 'subscribed') return 'known';
    if (suppressed) return 'suppressed';
    if (basis === 'none') return known === undefined ? 'put-aside' : 'known';
    return known === undefined ? 'new' : 'promoted';
  }

  /** Adds readers of a list, with the proof, as far as that may be. No address may be there twice. */
  function add(importId: string, readers: ListedReader[]): Decided<AddOutcome>[] {
    return inTransaction(() => {
      const standing = standingOf(readers.map(({ address }) => address.key));
      return readers.map((listed) => {
        const { known, suppressed } = standing(listed.address.key);
        return addOne(importId, listed, known, decideToAdd(known, suppressed, listed.consent.basis));
      });
    });
  }

  function addOne(
    importId: string,
    listed: ListedReader,
    known: Subscriber | undefined,
    outcome: AddOutcome,
  ): Decided<AddOutcome> {
    if (outcome === 'promoted' && known !== undefined) promote(importId, known, listed);
    if (outcome !== 'new' && outcome !== 'put-aside') return { outcome, subscriberId: known?.id ?? null };
    return { outcome, subscriberId: addNew(importId, listed, outcome === 'new' ? 'subscribed' : outcome) };
  }

  function addNew(importId: string, listed: ListedReader, state: 'subscribed' | 'put-aside'): string {
    const now = clock().toISOString();
    const { name, address } = listed;
    const subscriber: Subscriber = {
      ...{ name, state, address: address.typed, addressKey: address.key },
      ...{ id: newId(forIds), leaveToken: newToken(forTokens), createdAt: now, changedAt: now },
    };
    store.add({ ...subscriber, search: searchTextOf(subscriber) });
    recordConsent(subscriber.id, listed, now);
    note(importId, subscriber, '', '');
    return subscriber.id;
  }

  function promote(importId: string, known: Subscriber, listed: ListedReader): void {
    const now = clock().toISOString();
    const promoted: Subscriber = {
      ...known,
      state: 'subscribed',
      name: known.name || listed.name,
      changedAt: now,
    };
    store.update({ ...promoted, search: searchTextOf(promoted) });
    recordConsent(known.id, listed, now);
    note(importId, promoted, known.state, known.changedAt);
  }

  function recordConsent(subscriberId: string, { consent, givenOn }: ListedReader, at: string): void {
    const kind = consent.basis === 'attested' ? 'attested' : 'imported';
    store.addEvent({ subscriberId, at, kind, wording: null, detail: `${consent.number} ${givenOn}`.trim() });
  }

  function note(importId: string, left: Subscriber, was: StateBefore, wasChangedAt: string): void {
    const { id: subscriberId, changedAt, name } = left;
    importStore.note({ importId, subscriberId, was, wasChangedAt, changedAt, name });
  }

  /** What these addresses on a list of who may not be mailed would do now. Changes nothing. */
  function wouldTakeOff(leavers: ListedLeaver[]): Decided<TakeOffOutcome>[] {
    const standing = standingOf(leavers.map(({ address }) => address.key));
    return leavers.map(({ address, since }) => {
      const { known, suppressed } = standing(address.key);
      return { outcome: decideToTakeOff(known, suppressed, since), subscriberId: known?.id ?? null };
    });
  }

  function decideToTakeOff(
    known: Subscriber | undefined,
    suppressed: boolean,
    since: string,
  ): TakeOffOutcome {
    if (known?.state === 'left' || known?.state === 'blocked') return 'known-out';
    if (known === undefined || known.state === 'waiting') return suppressed ? 'known-out' : 'kept-out';
    return since !== '' && confirmedAfter(known.id, since) ? 'returned' : 'taken-off';
  }

  function confirmedAfter(id: string, day: string): boolean {
    return (importStore.lastConfirmed(id) ?? '').slice(0, 10) > day;
  }

  /**
   * Sees to it that the addresses on such a list are not mailed: a reader is taken off, with the proof; of any
   * other only the keyed hash is kept, which the person's own double opt-in lifts.
   */
  function takeOff(importId: string, leavers: ListedLeaver[]): Decided<TakeOffOutcome>[] {
    return inTransaction(() => {
      const standing = standingOf(leavers.map(({ address }) => address.key));
      const now = clock().toISOString();
      return leavers.map(({ address, reason, since }) => {
        const { known, suppressed } = standing(address.key);
        const outcome = decideToTakeOff(known, suppressed, since);
        if (outcome === 'taken-off' && known !== undefined) leave(importId, known, now);
        if (outcome === 'kept-out') {
          const addressHash = suppressionHash(address.key);
          importStore.suppress({
            addressHash,
            leaveToken: newToken(forTokens),
            reason,
            since: now,
            importId,
          });
        }
        return { outcome, subscriberId: known?.id ?? null };
      });
    });
  }

  function leave(importId: string, known: Subscriber, now: string): void {
    store.withdrawConfirmations(known.id);
    store.changeState(known.id, 'left', now);
    store.addEvent({ subscriberId: known.id, at: now, kind: 'left', wording: null, detail: 'import' });
    note(importId, { ...known, changedAt: now }, known.state, known.changedAt);
  }

  /** All of the list is in: from now on its readers are shown and mailed. */
  function finish(importId: string): void {
    importStore.hide(importId, false);
  }

  /** Begins to take back what a list did. `hidden`: its readers are not shown or mailed while that goes on. */
  function beginUndo(importId: string, hidden: boolean): void {
    importStore.hide(importId, hidden);
  }

  /** Takes back some of what a list did, but for what somebody changed since. */
  function undoSome(importId: string, most: number): UndoStep {
    return inTransaction(() => {
      const rows = importStore.done(importId, most);
      const kept = rows.filter((row) => !undoOne(importId, row)).length;
      if (rows.length > 0) return { undone: rows.length - kept, kept, more: true };
      const lifted = importStore.liftSome(importId, most);
      if (lifted < most) importStore.hide(importId, false);
      return { undone: lifted, kept: 0, more: lifted === most };
    });
  }

  function undoOne(importId: string, row: Done): boolean {
    importStore.forget(importId, row.subscriberId);
    const reader = store.byId(row.subscriberId);
    if (reader === undefined || !isUnchanged(reader, row)) return false;
    if (row.was === '') {
      store.remove(reader.id);
      return true;
    }
    const [at, kind] = [clock().toISOString(), reader.state === 'left' ? 'returned' : 'left'] as const;
    store.changeState(reader.id, row.was, row.wasChangedAt);
    store.addEvent({ subscriberId: reader.id, at, kind, wording: null, detail: 'import-undone' });
    return true;
  }

  /** Whatever a reader or staff do leaves another moment, another name or another last event. */
  function isUnchanged(reader: Subscriber, { changedAt, name }: Done): boolean {
    const last = importStore.lastEvent(reader.id);
    const ours =
      last?.kind === 'left' ? last.detail === 'import' : last !== undefined && COMING.includes(last.kind);
    return ours && reader.changedAt === changedAt && reader.name === name;
  }

  /** Forgets some of what an undo would need. Returns whether there may be more. */
  function forgetSome(importId: string, most: number): boolean {
    return importStore.forgetSome(importId, most) === most;
  }

  /** How each of these addresses stands: the reader, if there is one, and whether it is suppressed. */
  function standingOf(keys: string[]) {
    const known = importStore.known(keys);
    const hashes = new Map(keys.map((key) => [key, suppressionHash(key)]));
    const suppressed = importStore.suppressed([...hashes.values()]);
    return (key: string) => ({ known: known.get(key), suppressed: suppressed.has(hashes.get(key) ?? '') });
  }

  function suppressionHash(addressKey: string): string {
    return hash('suppression', addressKey);
  }
}
