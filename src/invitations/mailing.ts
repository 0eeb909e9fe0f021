import { after, DAY } from '../clock.ts';
import type { MailContent } from '../mail/render.ts';
import type { Meeting } from '../meetings/meeting.ts';
import { type Channel, channelOf, mayBeMailed } from '../participants/channel.ts';
import type { Participant } from '../participants/participant.ts';
import { type OpenInvitation, standingOf } from './answering.ts';
import type { InvitationGroup, InvitationText, MailKind, TextKind } from './invitation.ts';
import type { InvitationDeps } from './invitations.ts';
import { standardText } from './texts.ts';

/** So many mails are written in one transaction. */
const MAILS_AT_ONCE = 25;

/** Nobody is reminded sooner than this after the mail before. */
const BETWEEN_MAILS = DAY;

/** Who has not been invited, by how that can be done: how many mails, letters or calls, and to how many people. */
export type Waiting = { [By in Channel]?: { groups: number; people: number } };

/** How planning mail ended: how many there will be, or why there will be none. */
export type Planned = { outcome: 'planned'; mails: number } | { outcome: 'draft' | 'closed' | 'nobody' };

/** Writing to who is invited. What is planned is queued in parts, so that a long list keeps nobody waiting. */
export type Mailing = ReturnType<typeof createMailing>;

export function createMailing(deps: InvitationDeps) {
  const { store, mailingStore, meetings, participants, outbox, mails, keys, clock, inTransaction } = deps;
  return {
    ...{
      textOf,
      saveText,
      planInvitations,
      planReminders,
      sendAgain,
      stateOfMail,
      toRemind,
      sample,
      step,
      tellInvited,
    },
    ...{ waiting, underway: mailingStore.dueCount },
  };

  /** What staff wrote, or what stands there to begin with. */
  function textOf(meeting: Meeting, kind: TextKind): InvitationText {
    return mailingStore.text(meeting.id, kind) ?? standardText(meeting, kind);
  }

  function saveText(meetingId: string, kind: TextKind, text: InvitationText): void {
    mailingStore.putText({ meetingId, kind, ...text });
  }

  function waiting(meetingId: string): Waiting {
    return Object.fromEntries(
      mailingStore.byChannel(meetingId).map(({ channel, ...rest }) => [channel, rest]),
    );
  }

  /** Mails everybody on the list who can be mailed and was not. */
  function planInvitations(meeting: Meeting): Planned {
    return plan(meeting, () => mailingStore.planInvitations(meeting.id));
  }

  /** Mails whoever was invited by mail and has not answered. */
  function planReminders(meeting: Meeting): Planned {
    return plan(meeting, () => mailingStore.planReminders(meeting.id, longEnoughAgo()));
  }

  /** How many could be reminded now. */
  function toRemind(meetingId: string): number {
    return mailingStore.countReminders(meetingId, longEnoughAgo());
  }

  /** Sends one invitation once more, where the last mail did not arrive or nobody knows. */
  function sendAgain({ meeting, group }: OpenInvitation): Planned {
    const state = stateOfMail(group);
    if (state === undefined) return { outcome: 'nobody' };
    return plan(meeting, () => {
      mailingStore.again(group.id);
      return 1;
    });
  }

  /** Whether the last mail to a group was refused, or may have been lost; undefined where all is well. */
  function stateOfMail({ messageId }: InvitationGroup): 'failed' | 'uncertain' | undefined {
    const state = messageId === '' ? undefined : outbox.statesOf([messageId]).get(messageId);
    return state === 'failed' || state === 'uncertain' ? state : undefined;
  }

  function plan(meeting: Meeting, planMails: () => number): Planned {
    if (meeting.state === 'draft') return { outcome: 'draft' };
    if (standingOf(meeting, clock()) !== 'open') return { outcome: 'closed' };
    const planned = inTransaction(planMails);
    return planned === 0 ? { outcome: 'nobody' } : { outcome: 'planned', mails: planned };
  }

  function longEnoughAgo(): string {
    return after(clock(), -BETWEEN_MAILS);
  }

  /** The mail as it will be, with a link that opens nothing. */
  function sample(meeting: Meeting, kind: 'invitation' | 'reminder', people: Participant[]): MailContent {
    return mails.invite(meeting, { kind, text: textOf(meeting, kind), people, token: 'voorbeeld' });
  }

  /** Queues some of what is planned. Returns whether there may be more. Called by the worker. */
  function step(): boolean {
    return inTransaction(() => {
      const due = mailingStore.due(MAILS_AT_ONCE);
      for (const { id, meetingId, due: kind } of due) {
        const meeting = meetings.byId(meetingId);
        if (meeting === undefined) mailingStore.notQueued(id);
        else queue(meeting, id, kind);
      }
      return due.length === MAILS_AT_ONCE;
    });
  }

  /** Everything is looked at once more: who refused mail or was taken out of the register since gets none. */
  function queue(meeting: Meeting, groupId: string, kind: MailKind): void {
    const people = participants.byIds(store.peopleOf(groupId).map(({ participantId }) => participantId));
    const [first, ...others] = people.filter(mayBeMailed);
    if (kind === 'invitation' || kind === 'reminder') {
      if (first === undefined) return cannotBeMailed(groupId, people);
      if (standingOf(meeting, clock()) !== 'open') return mailingStore.notQueued(groupId);
    } else if (first === undefined) return mailingStore.tellByHand(groupId, kind);
    const messageId = outbox.enqueue({
      ...{ kind: `meeting ${kind}`, recipient: first.email, once: true },
      content: contentFor(meeting, groupId, kind, [first, ...others]),
    });
    mailingStore.queued(groupId, messageId, clock().toISOString());
  }

  function contentFor(meeting: Meeting, groupId: string, kind: MailKind, people: Participant[]): MailContent {
    const token = keys.tokenOf(groupId);
    if (kind === 'cancelled' || kind === 'moved') return mails.news(meeting, { people, token });
    return mails.invite(meeting, { kind, text: textOf(meeting, kind), people, token });
  }

  function cannotBeMailed(groupId: string, people: Participant[]): void {
    const [first] = people;
    store.setChannel(groupId, first === undefined ? 'none' : channelOf(first));
    mailingStore.notQueued(groupId);
  }

  /**
   * The meeting is off or has moved: mails whoever was invited and did not say no, and marks who has to hear it
   * from a person. Within the transaction of the change. Returns how many people are mailed.
   */
  function tellInvited(meeting: Meeting): number {
    mailingStore.dropPlanned(meeting.id);
    return mailingStore.planNews(meeting.id, meeting.state === 'cancelled' ? 'cancelled' : 'moved');
  }
}
