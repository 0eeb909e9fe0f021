import { hash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Randomness } from '../secrets.ts';
import { beginOf, dayAfter, dayAt } from './days.ts';
import { type Asker, askerOf, type Device, hostOf, type Visit } from './visit.ts';

/** What was counted of a day and is not written yet. */
export type DayCounts = {
  day: string;
  views: number;
  /** How many visitors came who were not seen on this day before. */
  visitors: number;
  pages: Map<string, number>;
  /** By the host that led here; '' for all beyond the most hosts of a day. */
  hosts: Map<string, number>;
  devices: Map<Device, number>;
};

/** A day while it lasts: who was seen on it, in a form that means nothing once the salt is gone. */
type Today = {
  day: string;
  begins: number;
  ends: number;
  salt: string;
  seen: Set<string>;
  hosts: Set<string>;
  /** What asks, by what it calls itself: it is the same few again and again. */
  askers: Map<string, Asker>;
};

/** More hosts in one day are no readers who follow a link: somebody makes them up. */
const MOST_HOSTS = 200;
/** Who makes up a browser for each request fills no more memory than this: about 10 MB. */
const MOST_VISITORS = 200_000;
const MOST_ASKERS = 500;
const SALT_BYTES = 32;
/** 48 bits of a hash: enough to tell a day's visitors apart. */
const KEPT_CHARACTERS = 8;

export type CounterDeps = { clock: Clock; randomness: Randomness; siteUrl: string };

/**
 * Counts visits in memory. Visitors are told apart by a salted hash of network address and browser; the salt and
 * the hashes are thrown away at midnight in the Netherlands, and never leave memory.
 */
export type Counter = ReturnType<typeof createCounter>;

export function createCounter({ clock, randomness, siteUrl }: CounterDeps) {
  let today: Today | undefined;
  let waiting: DayCounts[] = [];
  return { count, counted, written, forgetYesterday };

  /** Counts a visit, unless who asks is a robot, asks not to be counted, or sees nothing of it yet. */
  function count(visit: Visit): void {
    if (visit.objects || visit.isAhead) return;
    const now = currentDay();
    const asker = knownAsker(now, visit.userAgent);
    if (asker === 'robot') return;
    const counts = countsOf(now.day);
    counts.views += 1;
    if (isNew(now, visit)) counts.visitors += 1;
    add(counts.pages, visit.page);
    add(counts.devices, asker);
    const host = hostOf(visit.referrer, siteUrl);
    if (host !== undefined) add(counts.hosts, keptHost(now, host));
  }

  /** What was counted and not written yet. */
  function counted(): readonly DayCounts[] {
    return waiting;
  }

  /** Says that what was counted up to now is written. */
  function written(): void {
    waiting = [];
  }

  /** Throws the salt and the hashes away when their day is over, also when nobody comes after it. */
  function forgetYesterday(): void {
    if (today !== undefined && !isNow(today)) today = undefined;
  }

  function currentDay(): Today {
    forgetYesterday();
    today ??= begin(dayAt(clock()));
    return today;
  }

  function begin(day: string): Today {
    const salt = randomness(SALT_BYTES).toString('base64');
    const [begins, ends] = [beginOf(day), beginOf(dayAfter(day, 1))];
    return { day, begins, ends, salt, seen: new Set(), hosts: new Set(), askers: new Map() };
  }

  /** A clock that is set back to another day begins that day anew. */
  function isNow({ begins, ends }: Today): boolean {
    const now = clock().getTime();
    return begins <= now && now < ends;
  }

  function countsOf(day: string): DayCounts {
    const last = waiting.at(-1);
    if (last?.day === day) return last;
    const counts = { day, views: 0, visitors: 0, pages: new Map(), hosts: new Map(), devices: new Map() };
    waiting.push(counts);
    return counts;
  }
}

function knownAsker({ askers }: Today, userAgent: string): Asker {
  const known = askers.get(userAgent);
  if (known !== undefined) return known;
  if (askers.size >= MOST_ASKERS) askers.clear();
  const asker = askerOf(userAgent);
  askers.set(userAgent, asker);
  return asker;
}

function isNew({ salt, seen }: Today, { sender, userAgent }: Visit): boolean {
  if (seen.size >= MOST_VISITORS) return false;
  const before = seen.size;
  const digest = hash('sha256', `${salt}${sender} ${userAgent}`, 'base64');
  return seen.add(digest.slice(0, KEPT_CHARACTERS)).size > before;
}

function keptHost({ hosts }: Today, host: string): string {
  if (hosts.size < MOST_HOSTS) hosts.add(host);
  return hosts.has(host) ? host : '';
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
