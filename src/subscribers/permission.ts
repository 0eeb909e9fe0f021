import type { Story } from './story.ts';
import type { ConsentEvent, Subscriber } from './subscriber.ts';

/** Why a reader may or may not be sent the newsletter. */
export type Reason =
  | 'confirmed'
  | 'imported'
  | 'attested'
  | 'no-proof'
  | 'left'
  | 'not-confirmed'
  | 'blocked'
  | 'no-consent';

/** The answer to "may we send it to her?", with since when its reason holds. */
export type Permission = { may: boolean; reason: Reason; at: string };

const CONSENTS = ['confirmed', 'imported', 'attested'] as const;

/** Whether a reader may be sent the newsletter, and why: by the state that sending goes by, and the proof of it. */
export function permissionOf({ state, changedAt, createdAt }: Subscriber, { events }: Story): Permission {
  switch (state) {
    case 'subscribed':
      return { may: true, ...lastConsent(events, changedAt) };
    case 'left':
      return { may: false, reason: 'left', at: changedAt };
    case 'waiting':
      return { may: false, reason: 'not-confirmed', at: createdAt };
    case 'blocked':
      return { may: false, reason: 'blocked', at: changedAt };
    case 'put-aside':
      return { may: false, reason: 'no-consent', at: changedAt };
  }
}

function lastConsent(events: ConsentEvent[], changedAt: string): Pick<Permission, 'reason' | 'at'> {
  for (const { kind, at, imported } of events.toReversed()) {
    const reason = CONSENTS.find((consent) => consent === kind);
    if (reason !== undefined && imported?.basis !== 'none') return { reason, at };
  }
  return { reason: 'no-proof', at: changedAt };
}
