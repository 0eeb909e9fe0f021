import type { Statement } from 'better-sqlite3';
import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import { STATES, type State, type Subscriber, subscriberSchema } from './subscriber.ts';

/** Which readers: of one state or all, whose search text fits every glob, newest first, on from one of them. */
export type ListQuery = {
  state: State | undefined;
  globs: string[];
  from: string | undefined;
  /** Towards newer readers; the answer then is oldest first. */
  backwards: boolean;
  most: number;
};

/**
 * The condition that leaves out the readers of a list that is coming in or going out right now: they appear,
 * or are gone, all at once. For a few readers at a time.
 */
export const NOT_HIDDEN = `NOT EXISTS (SELECT 1 FROM reader_imports r CROSS JOIN imported_readers i
  ON i.import_id = r.id WHERE r.hidden = 1 AND i.subscriber_id = subscribers.id)`;

/** The same for a search through everybody: it knows the readers whom a list adds by the moment of the list. */
const NOT_OF_A_HIDDEN_LIST = 'created_at NOT IN (SELECT moment FROM reader_imports WHERE hidden = 1)';

export type SubscriberListStore = ReturnType<typeof createSubscriberListStore>;

/** The list as staff read it: pages by key over a covering index, so that the last one costs what the first does. */
export function createSubscriberListStore(connection: Connection) {
  const statements = new Map<string, Statement>();
  const counts = connection.prepare('SELECT state, count(*) AS count FROM subscribers GROUP BY state');
  const shownCounts = connection.prepare(
    `SELECT state, count(*) AS count FROM subscribers WHERE ${NOT_OF_A_HIDDEN_LIST} GROUP BY state`,
  );
  const someHidden = connection.prepare('SELECT 1 FROM reader_imports WHERE hidden = 1 LIMIT 1').pluck();

  return { page, countByState };

  function page({ state, globs, from, backwards, most }: ListQuery): Subscriber[] {
    const hides = someHidden.get() !== undefined;
    const sql = pageSql(state !== undefined, globs.length, from !== undefined, backwards, hides);
    const statement = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, statement);
    const named = { ...(state && { state }), ...(from && { from }), most };
    return allRows(subscriberSchema, statement, ...globs, named);
  }

  function countByState(): Record<State, number> {
    const statement = someHidden.get() === undefined ? counts : shownCounts;
    const rows = allRows(z.object({ state: z.enum(STATES), count: z.number() }), statement);
    const none = { waiting: 0, subscribed: 0, left: 0, blocked: 0, 'put-aside': 0 };
    return Object.assign(none, Object.fromEntries(rows.map(({ state, count }) => [state, count])));
  }
}

// CROSS JOIN keeps the order of the join: SQLite can't know how few hits there are.
function pageSql(
  byState: boolean,
  globs: number,
  onward: boolean,
  backwards: boolean,
  hides: boolean,
): string {
  const [comparison, direction] = backwards ? ['>', 'ASC'] : ['<', 'DESC'];
  const conditions = [
    ...(byState ? ['state = @state'] : []),
    ...(onward
      ? [`(created_at, id) ${comparison} (SELECT created_at, id FROM subscribers WHERE id = @from)`]
      : []),
    ...(hides ? [NOT_OF_A_HIDDEN_LIST] : []),
    ...Array<string>(globs).fill('search GLOB ?'),
  ];
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return `
    WITH hits AS MATERIALIZED (
      SELECT id FROM subscribers INDEXED BY ${byState ? 'subscribers_newest_by_state' : 'subscribers_newest'}
      ${where} ORDER BY created_at ${direction}, id ${direction} LIMIT @most)
    SELECT s.id, s.address, s.address_key AS addressKey, s.name, s.state, s.leave_token AS leaveToken,
      s.created_at AS createdAt, s.changed_at AS changedAt
    FROM hits CROSS JOIN subscribers s ON s.id = hits.id
    ORDER BY s.created_at ${direction}, s.id ${direction}`;
}
