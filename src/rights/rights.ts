import { join } from 'node:path';
import type { AccessLog } from '../access-log/access-log.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import { parseAddress } from '../mail/address.ts';
import type { Outbox } from '../mail/outbox.ts';
import type { Participants } from '../participants/participants.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import type { KeyedHash, Randomness } from '../secrets.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import { createErasing, type Forget } from './erasing.ts';
import { createErasureFiles } from './erasure-files.ts';
import type { ErasureStore } from './erasure-store.ts';
import { createFinding } from './finding.ts';
import { createGathering, type Held } from './gathering.ts';
import { createLeavingAlone } from './leaving-alone.ts';
import type { RightsMails } from './mails.ts';
import { createOwnEntries } from './own-entry.ts';
import type { OwnEntryStore } from './own-entry-store.ts';
import type { Listed } from './request.ts';
import { createRequests } from './requests.ts';
import type { RightsStore } from './store.ts';

export type RightsDeps = {
  store: RightsStore;
  erasureStore: ErasureStore;
  ownEntryStore: OwnEntryStore;
  limits: RateLimits;
  dataDir: string;
  subscribers: Subscribers;
  participants: Participants;
  accessLog: AccessLog;
  outbox: Outbox;
  mails: RightsMails;
  staff: () => { email: string }[];
  /** What the other features keep of a person, and how they forget it. */
  held: Held;
  forget: Forget[];
  settings: { read: () => { proofMonths: number; backupMonths: number } };
  clock: Clock;
  randomness: Randomness;
  hash: KeyedHash;
  log: Logger;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** The rights of the people in the lists: what they ask, what is held of them, leaving them alone, erasing them. */
export type Rights = ReturnType<typeof createRights>;

export function createRights(deps: RightsDeps) {
  const { store, subscribers, participants, accessLog, outbox, mails, settings } = deps;
  const requests = createRequests(deps);
  const finding = createFinding(deps);
  const gathering = createGathering({
    ...{ ...deps, finding, requests },
    proofMonths: () => settings.read().proofMonths,
  });
  const erasing = createErasing({
    ...{ ...deps, finding, store: deps.erasureStore, forgetAsker: store.forget },
    files: createErasureFiles(join(deps.dataDir, 'erasures')),
  });
  const leavingAlone = createLeavingAlone({ subscribers, participants, inTransaction: deps.inTransaction });
  const ownEntries = createOwnEntries({ ...deps, requests, eraseAndConfirm });
  return {
    ...{ requests, finding, gathering, erasing, leavingAlone, ownEntries },
    ...{ eraseAndConfirm, extendAndTell, logged, removeOld },
  };

  /**
   * Erases these people, who are one, and tells them by mail that it is done, where the address that was given is one
   * of theirs.
   */
  function eraseAndConfirm(people: Listed[], email: string | undefined): void {
    deps.inTransaction(() => {
      const recipient = addressOf(people, email);
      const erased = erasing.erase(people);
      if (recipient === undefined) return;
      const content = mails.erased({
        backupMonths: settings.read().backupMonths,
        wasReader: erased.subscribers > 0,
        wasInRegister: erased.participants > 0,
      });
      outbox.enqueue({ kind: 'erased', recipient, content });
    });
  }

  /** Takes more time for a request, and tells these people, who are one, where the address is one of theirs. */
  function extendAndTell(id: string, why: string, people: Listed[], email: string | undefined) {
    return deps.inTransaction(() => {
      const outcome = requests.extend(id, why);
      const [request, recipient] = [requests.byId(id), addressOf(people, email)];
      if (outcome !== 'extended' || request === undefined || recipient === undefined) return outcome;
      const { cameOn, dueOn } = request;
      const content = mails.extended({ cameOn, dueOn, why });
      outbox.enqueue({ kind: 'request extended', recipient, content });
      return outcome;
    });
  }

  /** The address that was given, where it is one of theirs and can be mailed. */
  function addressOf(people: Listed[], email: string | undefined): string | undefined {
    const known = finding.describe(people).map((found) => found.email);
    return known.find((address) => address === email && parseAddress(address).ok);
  }

  /** A reply about these people: the entries for the log of the route, the readers in a row of their own. */
  function logged<Reply>(staffId: string, verb: string, reply: Reply, people: Listed[]) {
    const idsIn = (list: Listed['list']) => [
      ...new Set(people.filter((one) => one.list === list).map(({ id }) => id)),
    ];
    const readers = idsIn('subscriber');
    if (readers.length > 0) accessLog.write(staffId, `subscriber.${verb}`, readers);
    return { reply, persons: idsIn('participant') };
  }

  /** Forgets requests and erasures that are past their term. */
  function removeOld(): void {
    requests.removeOld();
    erasing.removeOld();
    ownEntries.removeOld();
  }
}
