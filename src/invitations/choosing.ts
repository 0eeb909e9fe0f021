import { foldForSearch } from '../database/search-text.ts';
import type { Meeting } from '../meetings/meeting.ts';
import { type Channel, channelOf, isLeftAlone } from '../participants/channel.ts';
import { householdKeyOf } from '../participants/household.ts';
import type { Participant } from '../participants/participant.ts';
import { newId } from '../secrets.ts';
import type { InvitationDeps } from './invitations.ts';

/** How choosing ended: how many were added, how many were on the list already. */
export type Chosen = { added: number; already: number };

/** So many at once keep the others from writing for about a second. */
export const MOST_AT_ONCE = 20_000;

/** Choosing who is invited. */
export type Choosing = ReturnType<typeof createChoosing>;

export function createChoosing({ store, meetings, participants, keys, hash, ...deps }: InvitationDeps) {
  const { clock, randomness, inTransaction } = deps;
  return { choose, lastTime, chosen: store.chosen, drop, merged };

  /**
   * Puts people on the list of a meeting, each once; who shares an address shares a mail or a letter. Whoever is
   * left alone is not invited.
   */
  function choose(meetingId: string, ids: string[]): Chosen {
    return inTransaction(() => {
      const known = new Set(store.chosen(meetingId));
      const fresh = ids.filter((id) => !known.has(id)).slice(0, MOST_AT_ONCE);
      const places = new Map(fresh.map((id, index) => [id, index]));
      const people = participants
        .byIds(fresh)
        .filter((person) => !isLeftAlone(person))
        .sort((one, other) => (places.get(one.id) ?? 0) - (places.get(other.id) ?? 0));
      const groups = new Map<string, string>();
      let place = store.lastPlace(meetingId);
      for (const person of people) {
        place += 1;
        const groupId = groupFor(meetingId, person, groups);
        store.insert({ id: newId(randomness), meetingId, groupId, participantId: person.id, place });
      }
      return { added: people.length, already: ids.length - fresh.length };
    });
  }

  function groupFor(meetingId: string, person: Participant, groups: Map<string, string>): string {
    const channel = channelOf(person);
    const shared = hash('invitation group', inCommon(person, channel));
    const known = groups.get(shared) ?? store.openGroup(meetingId, shared);
    if (known !== undefined) return known;
    const id = newId(randomness);
    groups.set(shared, id);
    store.insertGroup({
      ...{ id, meetingId, channel, shared, now: clock().toISOString() },
      tokenHash: keys.hashOfToken(keys.tokenOf(id)),
      codeHash: keys.hashOfCode(keys.codeOf(id)),
    });
    return id;
  }

  /** The meeting before this one that people were invited to, and whom. */
  function lastTime(meeting: Meeting): { meeting: Meeting; ids: string[] } | undefined {
    for (const before of meetings.all()) {
      if (before.startsAt >= meeting.startsAt || before.id === meeting.id) continue;
      const ids = store.chosen(before.id);
      if (ids.length > 0) return { meeting: before, ids };
    }
    return undefined;
  }

  /** Takes a group off the list, as long as it has not answered. */
  function drop(meetingId: string, groupId: string): boolean {
    return store.groupById(groupId)?.meetingId === meetingId && store.removeGroup(groupId);
  }

  /** Two entries of the register turned out to be one person: whoever answered stands for both. */
  function merged(goneId: string, keptId: string): void {
    inTransaction(() => {
      for (const meetingId of store.meetingsOf(goneId)) {
        const gone = store.ofPerson(meetingId, goneId);
        const kept = store.ofPerson(meetingId, keptId);
        if (gone === undefined) continue;
        const goneSpoke = kept === undefined || (kept.answer === '' && gone.answer !== '');
        if (kept !== undefined) store.remove(goneSpoke ? kept : gone);
        if (goneSpoke) store.handOver(gone.id, keptId);
      }
    });
  }
}

/** Colleagues share a letter, and so does a household; two organisations in one building do not. */
function inCommon(person: Participant, channel: Channel): string {
  if (channel === 'mail') return `mail ${person.emailKey}`;
  const household = channel === 'letter' ? householdKeyOf(person) : undefined;
  if (household === undefined) return `person ${person.id}`;
  return `post ${household} ${foldForSearch(person.organisation)}`;
}
