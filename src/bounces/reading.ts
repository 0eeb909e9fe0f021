import { createHash } from 'node:crypto';
import { after, type Clock, DAY, MINUTE } from '../clock.ts';
import type { MailboxConfig } from '../config.ts';
import type { Logger } from '../log.ts';
import type { Bounces } from './bounces.ts';
import { type Chooser, TELLING_FIELDS } from './candidates.ts';
import { MailboxError, type OpenMailbox } from './mailbox.ts';
import { understand } from './report.ts';
import type { BounceStore } from './store.ts';

export type ReadingDeps = {
  /** Undefined: nothing is read. */
  config: MailboxConfig | undefined;
  open: (config: MailboxConfig, signal: AbortSignal) => Promise<OpenMailbox>;
  store: BounceStore;
  bounces: Pick<Bounces, 'receive'>;
  mayBeOurs: Chooser;
  clock: Clock;
  log: Logger;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** In a mailbox that is read for the first time, older mail is left alone: no report takes so long. */
const LOOK_BACK = 30 * DAY;
/** Then it goes on the next time, from where it was. */
const LONGEST_READ = 10 * MINUTE;
/** So many are looked at at once. */
const BATCH = 200;
/** So much of a mail is fetched, in bytes: a report comes before the mail that it returns. */
const MOST_BYTES = 256 * 1024;

/**
 * Reads the mailbox that returned mail comes to. It may be somebody's own: mail that is not for us is only
 * looked at, once, and stays as it is. What is for us is put away after it is on disk here, so that a crash in
 * between loses nothing and counts nothing twice.
 */
export type Reading = ReturnType<typeof createReading>;

export function createReading(deps: ReadingDeps) {
  const { config, open, store, bounces, mayBeOurs, clock, log, inTransaction } = deps;
  return { read };

  /** Reads what is new, until there is no more or `signal` says to stop. */
  async function read(signal: AbortSignal): Promise<void> {
    if (config === undefined || signal.aborted) return;
    // A server that says a word now and then could keep this going for ever.
    const enough = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_READ)]);
    try {
      const mailbox = await open(config, enough);
      try {
        await readNew(mailbox, config, enough);
      } finally {
        await mailbox.close();
      }
      store.wasRead(clock().toISOString());
    } catch (error) {
      if (!(error instanceof MailboxError)) throw error;
      if (!signal.aborted) noteFailure(error);
    }
  }

  function noteFailure({ problem, code }: MailboxError): void {
    const before = store.mailbox().problem;
    store.failed(problem, clock().toISOString());
    if (problem !== before) log.warn({ problem, code }, 'the mailbox of returned mail cannot be read');
  }

  async function readNew(mailbox: OpenMailbox, of: MailboxConfig, signal: AbortSignal): Promise<void> {
    await findPlace(mailbox, of);
    await putAway(mailbox);
    const uids = await mailbox.uidsAfter(store.mailbox().lastUid);
    for (let at = 0; at < uids.length && !signal.aborted; at += BATCH) {
      await readBatch(mailbox, uids.slice(at, at + BATCH));
      await putAway(mailbox);
    }
  }

  /** Another mailbox, or the same one numbered anew, is read from 30 days back on. */
  async function findPlace({ uidValidity, lastUidBefore }: OpenMailbox, of: MailboxConfig): Promise<void> {
    const name = [of.host, of.port, of.user, of.folder].join('\n');
    const mailbox = createHash('sha256').update(name).digest('hex');
    const place = store.mailbox();
    if (place.mailbox === mailbox && place.uidValidity === uidValidity) return;
    const lastUid = await lastUidBefore(new Date(after(clock(), -LOOK_BACK)));
    inTransaction(() => store.beginAt({ mailbox, uidValidity, lastUid }));
  }

  async function putAway(mailbox: OpenMailbox): Promise<void> {
    const uids = store.toPutAway();
    for (let at = 0; at < uids.length; at += BATCH) {
      const some = uids.slice(at, at + BATCH);
      await mailbox.putAway(some);
      inTransaction(() => store.donePutAway(some));
    }
  }

  async function readBatch(mailbox: OpenMailbox, uids: number[]): Promise<void> {
    const looks = await mailbox.look(uids, TELLING_FIELDS);
    for (const { uid, header } of looks) if (mayBeOurs(header)) await readOne(mailbox, uid);
    store.readUpTo(uids.at(-1) ?? 0);
  }

  async function readOne(mailbox: OpenMailbox, uid: number): Promise<void> {
    const bytes = await mailbox.beginningOf(uid, MOST_BYTES);
    if (bytes === undefined) return;
    const report = await understand(bytes);
    const fingerprint = createHash('sha256').update(bytes).digest('hex');
    inTransaction(() => {
      if (bounces.receive(report, fingerprint) === 'ours') store.addPutAway(uid);
      store.readUpTo(uid);
    });
  }
}
