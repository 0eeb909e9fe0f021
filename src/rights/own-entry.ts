import { after, type Clock, DAY, HOUR } from '../clock.ts';
import type { Outbox } from '../mail/outbox.ts';
import type { By } from '../participants/history.ts';
import type { Participant, ParticipantDetails } from '../participants/participant.ts';
import type { Participants } from '../participants/participants.ts';
import type { Limit, RateLimits } from '../rate-limits/rate-limits.ts';
import { hashToken, newToken, type Randomness } from '../secrets.ts';
import { pastTerm, TERMS } from '../terms.ts';
import type { RightsMails } from './mails.ts';
import type { OwnEntryStore } from './own-entry-store.ts';
import type { Listed } from './request.ts';
import type { Requests } from './requests.ts';

export type OwnEntryDeps = {
  ownEntryStore: OwnEntryStore;
  participants: Pick<Participants, 'byId' | 'correct' | 'persons'>;
  requests: Pick<Requests, 'askedByPerson'>;
  /** Erases somebody everywhere, and confirms it by mail. */
  eraseAndConfirm: (people: Listed[], email: string | undefined) => void;
  mails: Pick<RightsMails, 'ownEntry' | 'sharedAddress'>;
  outbox: Pick<Outbox, 'enqueue'>;
  limits: RateLimits;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** One's own entry behind a link, and until when the link works. */
export type OwnEntry = { entry: Participant; expiresAt: string };

/**
 * Why a link shows nothing: too old; the entry has another address by now; somebody else has the same address, so that
 * nobody knows who reads its mail; or none of ours.
 */
export type DeadEntryLink = 'expired' | 'moved' | 'shared' | 'unknown';

const LINK_TERM = HOUR;
const LINKS_PER_ADDRESS: Limit = { name: 'own entry link', turns: 3, window: DAY };

const SHARED = 'Vroeg om de eigen gegevens. Dit e-mailadres hoort bij meer dan één persoon in het register.';
const BY_PERSON: By = { actor: 'person', staffId: '', reason: '' };
const CORRECTED = 'op de pagina Mijn gegevens';

/**
 * What people see and change of their own entry of the register, by a link that is mailed to its e-mail address. An
 * address that several share is not enough for that: then staff are asked.
 */
export type OwnEntries = ReturnType<typeof createOwnEntries>;

export function createOwnEntries(deps: OwnEntryDeps) {
  const { ownEntryStore: store, participants, requests, mails, outbox, limits, clock, randomness } = deps;
  return { mailLink, open, correct, noInvitations, invitationsAgain, forget, removeOld };

  /** Mails whoever has this address in the register. Called by the worker, within its transaction. */
  function mailLink(addressKey: string): void {
    const [entry, ...others] = participants.persons.withEmail(addressKey);
    if (entry === undefined || limits.take(LINKS_PER_ADDRESS, addressKey) !== undefined) return;
    if (others.length > 0) return askStaff([entry, ...others]);
    const token = newToken(randomness);
    const expiresAt = after(clock(), LINK_TERM);
    store.add({ tokenHash: hashToken(token), participantId: entry.id, addressKey, expiresAt });
    const content = mails.ownEntry(token, expiresAt);
    outbox.enqueue({ kind: 'own entry link', recipient: entry.email, content });
  }

  /** Neither sees or erases the other: staff find out who asks. */
  function askStaff(entries: Participant[]): void {
    const people = entries.map(({ id }): Listed => ({ list: 'participant', id }));
    requests.askedByPerson('access', people, SHARED);
    const [first] = entries;
    if (first === undefined) return;
    outbox.enqueue({ kind: 'shared address', recipient: first.email, content: mails.sharedAddress() });
  }

  /** The entry behind a link, or why there is none. Changes nothing. */
  function open(token: string): OwnEntry | DeadEntryLink {
    const link = store.find(hashToken(token));
    const entry = link && participants.byId(link.participantId);
    if (link === undefined || entry === undefined) return 'unknown';
    if (entry.emailKey !== link.addressKey) return 'moved';
    if (link.expiresAt <= clock().toISOString()) return 'expired';
    if (participants.persons.withEmail(entry.emailKey).length > 1) return 'shared';
    return { entry, expiresAt: link.expiresAt };
  }

  /** Puts name, address and phone number right. */
  function correct({ entry }: OwnEntry, details: Partial<ParticipantDetails>): void {
    participants.correct(entry.id, details, CORRECTED);
  }

  function noInvitations({ entry }: OwnEntry): void {
    participants.persons.object(entry.id, BY_PERSON);
  }

  function invitationsAgain({ entry }: OwnEntry): void {
    participants.persons.withdrawObjection(entry.id, BY_PERSON);
  }

  /** Erases the entry everywhere, at once, and confirms it by mail. */
  function forget({ entry }: OwnEntry): void {
    deps.eraseAndConfirm([{ list: 'participant', id: entry.id }], entry.email);
  }

  /** Removes what is left of links a week after they expired. */
  function removeOld(): void {
    store.removeExpired(pastTerm(TERMS.ownDataLink, clock()));
  }
}
