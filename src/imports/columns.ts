import { type Column, LIKE_AN_ADDRESS } from '../tables/columns.ts';
import type { Mapping, Role } from './import.ts';

/** Headings that tell what a column is. The more telling ones come first. */
const HEADINGS: Record<Exclude<Role, 'nothing'>, RegExp[]> = {
  address: [/^e[- ]?mail(?:[- ]?adres|[- ]?address)?$/, /e[- ]?mail/, /adres|address/],
  'first-name': [/^(?:voornaam|roepnaam|first[ _-]?name|fname)/],
  infix: [/^(?:tussenvoegsels?|voorvoegsels?|infix)/],
  'last-name': [/^(?:achternaam|familienaam|last[ _-]?name|surname|lname)/],
  name: [/^(?:naam|name|volledige naam|full[ _-]?name)$/, /naam|\bname/],
  date: [
    /toestemming|consent|opt-?in|bevestig|confirm/,
    /inschrij|ingeschre|aanmeld|aangemeld|subscri|afgemeld|afmeld/,
    /datum|date|sinds|since|created|added/,
  ],
  group: [/groep|group/, /stand|status|state/, /lijst|list|soort|type|tag/],
};

/** What the columns probably are, by their headings and by what stands in them. Staff look it over. */
export function guessMapping(columns: Column[]): Mapping {
  const header = !columns.some(({ first }) => LIKE_AN_ADDRESS.test(first));
  const roles: Role[] = columns.map(() => 'nothing');
  const headings = columns.map(({ first }) => (header ? first.toLowerCase() : ''));
  claim('address', ({ addresses, filled }) => addresses > filled / 2);
  if (!roles.includes('address')) claim('address', ({ addresses }) => addresses > 0);
  if (!roles.includes('address')) claimByHeading('address');
  claimByHeading('first-name');
  claimByHeading('last-name');
  if (roles.includes('last-name')) claimByHeading('infix');
  if (!roles.includes('first-name') && !roles.includes('last-name')) claimByHeading('name');
  claim('date', isDate);
  claimByHeading('group', ({ values }) => values !== null && values.length > 0);
  const named = roles.some((role) => role.endsWith('name'));
  if (!named && !header) claim('name', (column) => !isDate(column) && isText(column));
  const dates = columns[roles.indexOf('date')];
  return { header, roles, monthFirst: dates !== undefined && dates.monthFirst > dates.dayFirst };

  /** Gives a role to the best free column of those that could have it. */
  function claim(role: Exclude<Role, 'nothing'>, could: (column: Column) => boolean): void {
    const places = [...columns.keys()].filter((place) => {
      const column = columns[place];
      return roles[place] === 'nothing' && column !== undefined && could(column);
    });
    const byHeading = HEADINGS[role]
      .map((heading) => places.find((place) => heading.test(headings[place] ?? '')))
      .find((place) => place !== undefined);
    const best = byHeading ?? places[0];
    if (best !== undefined) roles[best] = role;
  }

  function claimByHeading(
    role: Exclude<Role, 'nothing'>,
    could: (column: Column) => boolean = () => true,
  ): void {
    claim(role, (column) => {
      const heading = headings[columns.indexOf(column)] ?? '';
      return could(column) && HEADINGS[role].some((pattern) => pattern.test(heading));
    });
  }
}

function isDate({ dates, filled }: Column): boolean {
  return filled > 0 && dates > filled * 0.6;
}

function isText({ filled, samples }: Column): boolean {
  return filled > 0 && samples.every((sample) => /\p{L}{2}/u.test(sample) && !sample.includes('@'));
}

/** A part of a list whose consent is asked apart: a value in its column of groups, or '' for the rest. */
export type Group = { name: string; rows: number };

/** The groups of a list; one, without a name, where it has none. */
export function groupsOf(columns: Column[], mapping: Mapping, rows: number): Group[] {
  const readers = rows - Number(mapping.header);
  const column = columns[mapping.roles.indexOf('group')];
  if (column === undefined) return [{ name: '', rows: readers }];
  const counts = new Map(column.values ?? []);
  if (!mapping.header && column.first !== '') counts.set(column.first, (counts.get(column.first) ?? 0) + 1);
  const named = [...counts].map(([name, count]) => ({ name, rows: count }));
  const rest = readers - named.reduce((sum, group) => sum + group.rows, 0);
  return rest > 0 ? [...named, { name: '', rows: rest }] : named;
}

/** Words for people who are no readers any more. */
const GONE =
  /afgemeld|uitgeschre|unsub|opt-?out|bounce|onbestel|deleted|verwijder|geblokk|blocked|inactief|inactive|opzij|wacht/i;

/** Whether a group is, by its name, one of people who left or may not be mailed. */
export function isGone(group: string): boolean {
  return GONE.test(group);
}
