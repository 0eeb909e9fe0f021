import type { Markdown } from '../articles/markdown.ts';
import { after, type Clock, DAY } from '../clock.ts';
import { foldForSearch } from '../database/search-text.ts';
import { paths } from '../paths.ts';
import { newId, type Randomness } from '../secrets.ts';
import { amsterdamClock } from '../templates/local-time.ts';
import { calendarFacts, calendarFile, type Organiser } from './calendar.ts';
import {
  type InvitationCounts,
  type Meeting,
  type MeetingContent,
  meetingContent,
  type Room,
} from './meeting.ts';
import { nextMeeting } from './next-meeting.ts';
import type { MeetingStore } from './store.ts';

export type MeetingsDeps = {
  store: MeetingStore;
  clock: Clock;
  randomness: Randomness;
  /** The domain of the UIDs that calendars know a meeting by. */
  domain: string;
  siteUrl: string;
  organiser: () => Organiser;
  markdown: Markdown;
  /** What the invitations to a meeting have come to. */
  countsOf: (meetingId: string) => InvitationCounts;
  /**
   * Queues mail to everybody who was invited and did not say no: that a meeting is off (`state` is `cancelled`),
   * or that it has moved. Called within the transaction of that change. Returns how many are told.
   */
  tellInvited: (meeting: Meeting) => number;
  inTransaction: <Result>(work: () => Result) => Result;
};

/**
 * How a change ended. `stale`: a colleague changed it since; `meeting` is what is there now. `removed`: a
 * colleague threw it away. `cancelled`: it is off, and so stays as it was. `told` is how many people get mail about it.
 */
export type ChangeOutcome =
  | { outcome: 'done'; meeting: Meeting; told: number }
  | { outcome: 'unchanged' | 'stale'; meeting: Meeting }
  | { outcome: 'removed' | 'cancelled' | 'unknown' };

/** What stands in the agenda: what is to come, the soonest first, and what has been, the latest first. */
export type Agenda = { coming: Meeting[]; past: Meeting[] };

const KEEP_REMOVED = 30 * DAY;
const LONGEST_SLUG = 60;

/** Meetings, and what becomes of them. A published one can't be thrown away: people count on it. It is cancelled. */
export type Meetings = ReturnType<typeof createMeetings>;

export function createMeetings(deps: MeetingsDeps) {
  const { store, clock, randomness, domain, siteUrl, organiser, markdown } = deps;
  const { countsOf, tellInvited, inTransaction } = deps;
  const now = () => clock().toISOString();
  return {
    ...{ byId: store.byId, bySlug: store.bySlug, all: store.all, endedBefore: store.endedBefore },
    ...{ last: store.last, coming, agenda, visible, countsOf, roomOf, isOver, calendarOf },
    ...{ create, copy, change, publish, cancel, remove, restore, removeOld },
  };

  /** The public meetings that are on and not over, the soonest first. */
  function coming(): Meeting[] {
    return store.coming(now());
  }

  /** Everything that everybody may see, the cancelled meetings among it. */
  function agenda(): Agenda {
    const shown = store.visible();
    return {
      coming: shown.filter((meeting) => !isOver(meeting)),
      past: shown.filter((meeting) => isOver(meeting) && meeting.state === 'published').reverse(),
    };
  }

  /** A meeting that everybody may see, by its address in the agenda. */
  function visible(slug: string): Meeting | undefined {
    const meeting = store.bySlug(slug);
    return meeting?.isPublic && meeting.state !== 'draft' ? meeting : undefined;
  }

  /** Whether there is a place left. */
  function roomOf({ id, capacity }: Meeting): Room {
    return capacity !== null && countsOf(id).people >= capacity ? 'full' : 'open';
  }

  function isOver({ endsAt }: Meeting): boolean {
    return endsAt <= now();
  }

  /**
   * The `.ics` of a meeting, to download or to attach. `link` is where to read more, as an absolute address; left
   * out, it is the page in the agenda where there is one.
   */
  function calendarOf(meeting: Meeting, link?: string): string {
    const page = meeting.isPublic ? siteUrl + paths.meeting(meeting.slug) : undefined;
    const directions = markdown(meeting.directions, 'route').readable(siteUrl);
    return calendarFile(meeting, { organiser: organiser(), link: link ?? page, directions });
  }

  /** A new draft with this in it. */
  function create(content: MeetingContent): Meeting {
    return inTransaction(() => {
      const at = now();
      const id = newId(randomness);
      const meeting: Meeting = {
        ...content,
        ...{ id, slug: slugFor(content, id), uid: `${id}@${domain}`, state: 'draft', cancelReason: '' },
        ...{ sequence: 0, version: 1, createdAt: at, updatedAt: at },
      };
      store.insert(meeting);
      return meeting;
    });
  }

  /** A new draft after this meeting, half a year on. */
  function copy(id: string): Meeting | undefined {
    return inTransaction(() => {
      const before = store.byId(id);
      return before && create(nextMeeting(meetingContent.parse(before), clock()));
    });
  }

  /**
   * Changes a meeting, as long as it is still the version that the person looked at. With `tell`, who was
   * invited to a published one hears that it has moved.
   */
  function change(id: string, version: number, content: MeetingContent, tell = false): ChangeOutcome {
    return inTransaction(() => {
      const before = store.byId(id);
      if (before === undefined) return { outcome: store.isRemoved(id) ? 'removed' : 'unknown' };
      if (before.state === 'cancelled') return { outcome: 'cancelled' };
      if (isSame(before, content)) return { outcome: 'unchanged', meeting: before };
      if (before.version !== version) return { outcome: 'stale', meeting: before };
      const meeting = save({ ...before, ...content }, before);
      const told = tell && meeting.state === 'published' && hasMoved(before, meeting);
      return { outcome: 'done', meeting, told: told ? tellInvited(meeting) : 0 };
    });
  }

  /** From here on people can be invited, and a public one stands in the agenda. */
  function publish(id: string): { outcome: 'published' | 'over'; meeting: Meeting } | { outcome: 'unknown' } {
    return inTransaction(() => {
      const draft = store.byId(id);
      if (draft === undefined) return { outcome: 'unknown' };
      if (draft.state !== 'draft') return { outcome: 'published', meeting: draft };
      if (isOver(draft)) return { outcome: 'over', meeting: draft };
      return { outcome: 'published', meeting: save({ ...draft, state: 'published' }, draft) };
    });
  }

  /** Calls a published meeting off, and tells everybody who was invited. It can't be undone: people have heard. */
  function cancel(
    id: string,
    reason: string,
  ): { outcome: 'cancelled'; told: number } | { outcome: 'over' | 'unknown' } {
    return inTransaction(() => {
      const before = store.byId(id);
      if (before === undefined || before.state === 'draft') return { outcome: 'unknown' };
      if (before.state === 'cancelled') return { outcome: 'cancelled', told: 0 };
      if (isOver(before)) return { outcome: 'over' };
      const meeting = save({ ...before, state: 'cancelled', cancelReason: reason }, before);
      return { outcome: 'cancelled', told: tellInvited(meeting) };
    });
  }

  /** Throws a draft away. That can be undone for 30 days. */
  function remove(id: string): 'removed' | 'published' | 'unknown' {
    return inTransaction(() => {
      const meeting = store.byId(id);
      if (meeting === undefined) return 'unknown';
      if (meeting.state !== 'draft') return 'published';
      store.remove(id, now());
      return 'removed';
    });
  }

  /** Takes a draft back that was thrown away. */
  function restore(id: string): 'restored' | 'unknown' {
    return inTransaction(() => {
      if (!store.isRemoved(id)) return store.byId(id) === undefined ? 'unknown' : 'restored';
      store.restore(id);
      return 'restored';
    });
  }

  /** Forgets the drafts that were thrown away more than 30 days ago. */
  function removeOld(): void {
    store.removeOld(after(clock(), -KEEP_REMOVED));
  }

  /** Saves the next version. What calendars have of a published meeting gets a higher number when it changes. */
  function save(next: Meeting, before: Meeting): Meeting {
    const known = before.state !== 'draft';
    const news = known && (next.state !== before.state || calendarFacts(next) !== calendarFacts(before));
    const meeting: Meeting = {
      ...next,
      slug: known ? before.slug : slugFor(next, before.id),
      sequence: before.sequence + (news ? 1 : 0),
      version: before.version + 1,
      updatedAt: now(),
    };
    store.update(meeting);
    return meeting;
  }

  /** `alliantieraad-2026-05-21`: the title and the day, and a number where that is taken. */
  function slugFor({ title, startsAt }: Pick<MeetingContent, 'title' | 'startsAt'>, id: string): string {
    const words = foldForSearch(title).replaceAll(/[^a-z0-9]+/g, '-');
    const name = words.slice(0, LONGEST_SLUG).replaceAll(/^-+|-+$/g, '') || 'bijeenkomst';
    const slug = `${name}-${amsterdamClock(new Date(startsAt)).slice(0, 10)}`;
    const taken = new Set(store.slugsLike(slug, id));
    if (!taken.has(slug)) return slug;
    let number = 2;
    while (taken.has(`${slug}-${number}`)) number += 1;
    return `${slug}-${number}`;
  }
}

function isSame(entry: Meeting, content: MeetingContent): boolean {
  return JSON.stringify(meetingContent.parse(entry)) === JSON.stringify(meetingContent.parse(content));
}

/** Whether somebody who goes where and when it was would miss it. */
function hasMoved(before: Meeting, after: Meeting): boolean {
  const where = ({ startsAt, endsAt, placeName, street, houseNumber, postcode, town }: Meeting) =>
    JSON.stringify([startsAt, endsAt, placeName, street, houseNumber, postcode, town]);
  return where(before) !== where(after);
}
