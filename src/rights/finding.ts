import { foldForSearch, wordsFor } from '../database/search-text.ts';
import { fullName } from '../participants/name.ts';
import type { Participant } from '../participants/participant.ts';
import type { Participants } from '../participants/participants.ts';
import { searchText } from '../participants/search.ts';
import { addressOf } from '../participants/shown.ts';
import type { Person } from '../person.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { Subscribers } from '../subscribers/subscribers.ts';
import type { Listed } from './request.ts';

/**
 * Somebody in a list, as staff recognise them. `shares`: somebody else has the same e-mail address. `removedAt`: out
 * of the register since then, and not forgotten yet.
 */
export type Found = Listed & {
  name: string;
  lines: string[];
  email: string;
  shares: boolean;
  removedAt: string | undefined;
  restrictedAt: string;
  objectedAt: string;
};

export type FindingDeps = {
  subscribers: Pick<Subscribers, 'byId' | 'byAddressKey' | 'list' | 'persons'>;
  participants: Pick<Participants, 'byId' | 'list' | 'persons'>;
};

const MOST_FOUND = 20;

/** Finding a person in all lists at once. */
export type Finding = ReturnType<typeof createFinding>;

export function createFinding({ subscribers, participants }: FindingDeps) {
  return { search, describe, personOf, sharing };

  /**
   * Who is found by name, address or e-mail address, in whichever list; and whoever has the same e-mail address as one
   * of them.
   */
  function search(words: string): Found[] {
    if (wordsFor(words).length === 0) return [];
    const readers = subscribers.list({ words }).subscribers.slice(0, MOST_FOUND);
    const entries = participants.list({ words }).people.slice(0, MOST_FOUND);
    const gone = participants.persons.removed((entry) => isFoundBy(entry, words), MOST_FOUND);
    const keys = new Set([
      ...readers.map(({ addressKey }) => addressKey),
      ...entries.map(({ emailKey }) => emailKey),
    ]);
    const alike = [...keys].filter(Boolean).flatMap(sharing);
    const listed: Listed[] = [
      ...readers.map(({ id }): Listed => ({ list: 'subscriber', id })),
      ...entries.map(({ id }): Listed => ({ list: 'participant', id })),
      ...alike,
      ...gone.map(({ entry }): Listed => ({ list: 'participant', id: entry.id })),
    ];
    return describe(listed);
  }

  /** Everybody with this e-mail address. */
  function sharing(addressKey: string): Listed[] {
    const reader = subscribers.byAddressKey(addressKey);
    const entries = participants.persons.withEmail(addressKey);
    return [
      ...(reader ? [{ list: 'subscriber', id: reader.id } as const] : []),
      ...entries.map(({ id }) => ({ list: 'participant', id }) as const),
    ];
  }

  /** These people as staff recognise them, each once; without who is nowhere any more. */
  function describe(people: Listed[]): Found[] {
    const each = new Map(people.map((person) => [`${person.list} ${person.id}`, person]));
    return [...each.values()].flatMap((person) => foundOf(person) ?? []);
  }

  function foundOf({ list, id }: Listed): Found | undefined {
    if (list === 'subscriber') {
      const reader = subscribers.byId(id);
      return reader && readerFound(reader);
    }
    const entry = participants.byId(id);
    if (entry !== undefined) return entryFound(entry, undefined);
    const gone = participants.persons.removedById(id);
    return gone && entryFound(gone.entry, gone.removedAt);
  }

  function entryOf(id: string): Participant | undefined {
    return participants.byId(id) ?? participants.persons.removedById(id)?.entry;
  }

  function readerFound({ id, name, address, addressKey }: Subscriber): Found {
    return {
      ...{ list: 'subscriber', id, name, email: address, lines: [address] },
      shares: sharing(addressKey).length > 1,
      restrictedAt: subscribers.persons.restrictedAt(id) ?? '',
      ...{ objectedAt: '', removedAt: undefined },
    };
  }

  function entryFound(entry: Participant, removedAt: string | undefined): Found {
    const { id, email, emailKey, restrictedAt, objectedAt } = entry;
    const organisation = entry.lastName === '' ? '' : entry.organisation;
    return {
      ...{ list: 'participant', id, email, removedAt, restrictedAt, objectedAt },
      name: fullName(entry),
      lines: [organisation, addressOf(entry).join(', '), email].filter(Boolean),
      shares:
        emailKey !== '' && sharing(emailKey).some((other) => other.list === 'participant' && other.id !== id),
    };
  }

  /**
   * These ids as one person: with the entries that were made one with them, and with the e-mail addresses that nobody
   * else has.
   */
  function personOf(people: Listed[]): Person {
    const idsIn = (list: Listed['list']) => people.filter((one) => one.list === list).map(({ id }) => id);
    const [readers, entries] = [idsIn('subscriber'), participants.persons.together(idsIn('participant'))];
    const keys = [
      ...readers.map((id) => subscribers.byId(id)?.addressKey ?? ''),
      ...entries.map((id) => entryOf(id)?.emailKey ?? ''),
    ].filter((key) => key !== '');
    const isTheirs = ({ list, id }: Listed) => (list === 'subscriber' ? readers : entries).includes(id);
    const addressKeys = [...new Set(keys)].filter((key) => sharing(key).every(isTheirs));
    return { subscribers: readers, participants: entries, addressKeys };
  }
}

function isFoundBy(entry: Participant, words: string): boolean {
  const text = foldForSearch(searchText(entry));
  return wordsFor(words).every((word) => text.includes(word));
}
