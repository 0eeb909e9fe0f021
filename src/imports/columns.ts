import { looksLikeDate } from './dates.ts';
import type { Column, Mapping, Role } from './import.ts';

const MOST_SAMPLES = 3;
/** More different values than this in a column are no groups. */
export const MOST_GROUPS = 20;
const LONGEST_GROUP = 80;
const LIKE_AN_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** Cheap to ask before a text is read as a date. */
const MAYBE_A_DATE = /^\D{0,11}\d{1,4}[-/. ]/;

/** Sees what is in the columns while the rows pass by, without keeping them. */
export type ColumnWatcher = ReturnType<typeof createColumnWatcher>;

export function createColumnWatcher() {
  const columns: (Omit<Column, 'values'> & { values: Map<string, number> | null })[] = [];
  let rows = 0;
  return {
    see,
    columns: (): Column[] =>
      columns.map(({ values, ...rest }) => ({ ...rest, values: values && [...values] })),
  };

  function see(cells: string[]): void {
    rows += 1;
    for (const [place, cell] of cells.entries()) {
      while (columns.length <= place) columns.push(emptyColumn());
      const column = columns[place];
      if (column === undefined) continue;
      const text = cell.trim();
      if (rows === 1) column.first = text;
      else if (text !== '') look(column, text);
    }
  }

  function look(column: (typeof columns)[number], text: string): void {
    column.filled += 1;
    if (LIKE_AN_ADDRESS.test(text)) column.addresses += 1;
    if (MAYBE_A_DATE.test(text)) lookForDate(column, text);
    if (column.samples.length < MOST_SAMPLES && !column.samples.includes(text)) column.samples.push(text);
    if (column.values === null) return;
    column.values.set(text, (column.values.get(text) ?? 0) + 1);
    if (column.values.size > MOST_GROUPS || text.length > LONGEST_GROUP) column.values = null;
  }

  function lookForDate(column: (typeof columns)[number], text: string): void {
    const { date, dayFirst, monthFirst } = looksLikeDate(text);
    column.dates += Number(date);
    column.dayFirst += Number(dayFirst);
    column.monthFirst += Number(monthFirst);
  }
}

function emptyColumn() {
  const counts = { filled: 0, addresses: 0, dates: 0, dayFirst: 0, monthFirst: 0 };
  return { first: '', samples: [], ...counts, values: new Map<string, number>() };
}

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
