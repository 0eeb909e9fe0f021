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

export type SubscriberListStore = ReturnType<typeof createSubscriberListStore>;

/** The list as staff read it: pages by key over a covering index, so that the last one costs what the first does. */
export function createSubscriberListStore(connection: Connection) {
  const statements = new Map<string, Statement>();
  const counts = connection.prepare('SELECT state, count(*) AS count FROM subscribers GROUP BY state');

  return { page, countByState };

  function page({ state, globs, from, backwards, most }: ListQuery): Subscriber[] {
    const sql = pageSql(state !== undefined, globs.length, from !== undefined, backwards);
    const statement = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, statement);
    const named = { ...(state && { state }), ...(from && { from }), most };
    return allRows(subscriberSchema, statement, ...globs, named);
  }

  function countByState(): Record<State, number> {
    const rows = allRows(z.object({ state: z.enum(STATES), count: z.number() }), counts);
    const none = { waiting: 0, subscribed: 0, left: 0, blocked: 0 };
    return Object.assign(none, Object.fromEntries(rows.map(({ state, count }) => [state, count])));
  }
}

// CROSS JOIN keeps the order of the join: SQLite can't know how few hits there are.
function pageSql(byState: boolean, globs: number, onward: boolean, backwards: boolean): string {
  const [comparison, direction] = backwards ? ['>', 'ASC'] : ['<', 'DESC'];
  const conditions = [
    ...(byState ? ['state = @state'] : []),
    ...(onward
      ? [`(created_at, id) ${comparison} (SELECT created_at, id FROM subscribers WHERE id = @from)`]
      : []),
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
