import type { By } from '../participants/history.ts';
import type { Participants } from '../participants/participants.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import type { Listed } from './request.ts';

export type LeavingAloneDeps = {
  subscribers: Pick<Subscribers, 'leave' | 'persons'>;
  participants: Pick<Participants, 'persons'>;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** Keeping somebody and using nothing of them, or inviting them no more, in whichever lists they are. */
export type LeavingAlone = ReturnType<typeof createLeavingAlone>;

export function createLeavingAlone({ subscribers, participants, inTransaction }: LeavingAloneDeps) {
  const { persons: readers } = subscribers;
  const { persons: entries } = participants;
  return {
    /** Nothing is mailed, invited or exported until it is lifted (GDPR article 18). */
    restrict: inEach(readers.restrict, entries.restrict),
    liftRestriction: inEach(readers.liftRestriction, entries.liftRestriction),
    /** Off the newsletter and no more invitations, at once (GDPR article 21). */
    object: inEach(subscribers.leave.leaveById, entries.object),
    /** Invitations again. On the newsletter is only whoever signs up. */
    withdrawObjection: inEach(() => undefined, entries.withdrawObjection),
  };

  function inEach(reader: (id: string) => unknown, entry: (id: string, by: By) => unknown) {
    return (people: Listed[], by: By): void =>
      inTransaction(() => {
        for (const { list, id } of people) {
          if (list === 'subscriber') reader(id);
          else entry(id, by);
        }
      });
  }
}
