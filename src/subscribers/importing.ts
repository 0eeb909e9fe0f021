import type { Clock } from '../clock.ts';
import type { Address } from '../mail/address.ts';
import { inRuns, type KeyedHash, newId, newToken, type Randomness } from '../secrets.ts';
import type { Done, ReaderImportStore, StateBefore } from './import-store.ts';
import { createImportUndo } from './import-undo.ts';
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

/** A list, and the moment at which its readers are created. */
type List = { id: string; moment: string };

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
  return {
    begin,
    addConsent,
    wouldAdd,
    add,
    wouldTakeOff,
    takeOff,
    finish,
    idsOf,
    ...createImportUndo(deps),
  };

  /** Begins a list. The readers that it adds are not shown or mailed until it is finished. */
  function begin(importId: string): void {
    let moment = clock();
    while (importStore.isTaken(moment.toISOString())) moment = new Date(moment.getTime() + 1);
    importStore.begin(importId, moment.toISOString());
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
      const standing = standingOf(
        readers.map(({ address }) => address.key),
        importId,
      );
      const list = { id: importId, moment: importStore.momentOf(importId) };
      return readers.map((listed) => {
        const { known, suppressed, done } = standing(listed.address.key);
        if (done !== undefined && known !== undefined) return wasAdded(known, done);
        return addOne(list, listed, known, decideToAdd(known, suppressed, listed.consent.basis));
      });
    });
  }

  /** What this list did to a reader before the program stopped half-way. */
  function wasAdded({ id: subscriberId, state }: Subscriber, { was }: Done): Decided<AddOutcome> {
    const added = state === 'put-aside' ? state : 'new';
    return { outcome: was === '' ? added : 'promoted', subscriberId };
  }

  function addOne(
    list: List,
    listed: ListedReader,
    known: Subscriber | undefined,
    outcome: AddOutcome,
  ): Decided<AddOutcome> {
    if (outcome === 'promoted' && known !== undefined) promote(list.id, known, listed);
    if (outcome !== 'new' && outcome !== 'put-aside') return { outcome, subscriberId: known?.id ?? null };
    return { outcome, subscriberId: addNew(list, listed, outcome === 'new' ? 'subscribed' : outcome) };
  }

  function addNew({ id, moment }: List, listed: ListedReader, state: 'subscribed' | 'put-aside'): string {
    const { name, address } = listed;
    const subscriber: Subscriber = {
      ...{ name, state, address: address.typed, addressKey: address.key },
      ...{ id: newId(forIds), leaveToken: newToken(forTokens), createdAt: moment, changedAt: moment },
    };
    store.add({ ...subscriber, search: searchTextOf(subscriber) });
    recordConsent(subscriber.id, listed, moment);
    note(id, subscriber, '', '');
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
      const standing = standingOf(
        leavers.map(({ address }) => address.key),
        importId,
      );
      const now = clock().toISOString();
      return leavers.map(({ address, reason, since }) => {
        const { known, suppressed, suppressedByList, done } = standing(address.key);
        if (done !== undefined) return { outcome: 'taken-off', subscriberId: done.subscriberId };
        if (suppressedByList) return { outcome: 'kept-out', subscriberId: known?.id ?? null };
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

  /**
   * How each of these addresses stands: the reader, if there is one, whether it is suppressed, and what this
   * list did about it already.
   */
  function standingOf(keys: string[], importId = '') {
    const known = importStore.known(keys);
    const hashes = new Map(keys.map((key) => [key, suppressionHash(key)]));
    const suppressed = importStore.suppressed([...hashes.values()]);
    const done = importStore.doneTo(
      importId,
      Array.from(known.values(), ({ id }) => id),
    );
    return (key: string) => {
      const reader = known.get(key);
      const hash = hashes.get(key) ?? '';
      return {
        known: reader,
        suppressed: suppressed.has(hash),
        suppressedByList: importId !== '' && suppressed.get(hash) === importId,
        done: reader && done.get(reader.id),
      };
    };
  }

  /** The ids of the readers with these addresses, by key. */
  function idsOf(keys: string[]): Map<string, string> {
    return new Map(Array.from(importStore.known(keys), ([key, { id }]) => [key, id]));
  }

  function suppressionHash(addressKey: string): string {
    return hash('suppression', addressKey);
  }
}
