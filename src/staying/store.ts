import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';

/**
 * Where an entry without contact stands: the person wants out; the question has been out for long; nobody asked yet;
 * it was asked not long ago.
 */
export const STANDINGS = ['wants-out', 'no-answer', 'to-ask', 'asked'] as const;
export type Standing = (typeof STANDINGS)[number];

const questionRow = z.object({
  participantId: z.string(),
  way: z.enum(['mail', 'other']),
  askedAt: z.string(),
  wantsOutAt: z.string().nullable(),
});

/** What was asked of somebody, and whether they want to be taken out. */
export type StayQuestion = z.infer<typeof questionRow>;

const silentRow = z.object({
  id: z.string(),
  /** The day of the last contact, or on which the entry was added. */
  since: z.string(),
  askedAt: z.string().nullable(),
  wantsOutAt: z.string().nullable(),
});

/** An entry without contact. */
export type SilentEntry = z.infer<typeof silentRow>;

/** Without contact since before `day` (YYYY-MM-DD); asked long ago means before `askedBefore`. */
export type Bounds = { day: string; askedBefore: string };

const QUESTION = 'participant_id AS participantId, way, asked_at AS askedAt, wants_out_at AS wantsOutAt';
const SINCE = `coalesce(nullif(p.last_contact, ''), substr(p.created_at, 1, 10))`;
const MAY_BE_MAILED = `p.email <> '' AND p.no_mail = 0 AND p.mail_ground <> 'none' AND p.objected_at = ''`;
// Whoever asked to be kept and nothing else (article 18 of the GDPR) is not proposed.
const SILENT = `${SINCE} < @day AND p.restricted_at = ''`;
const FROM = 'FROM participants p LEFT JOIN stay_questions q ON q.participant_id = p.id';
const WHERE: Record<Standing, string> = {
  'wants-out': 'q.wants_out_at IS NOT NULL',
  'no-answer': `${SILENT} AND q.wants_out_at IS NULL AND q.asked_at < @askedBefore`,
  'to-ask': `${SILENT} AND q.participant_id IS NULL`,
  asked: `${SILENT} AND q.wants_out_at IS NULL AND q.asked_at >= @askedBefore`,
};

/** Entries of the register without contact for long, and what was asked of them. */
export type StayingStore = ReturnType<typeof createStayingStore>;

export function createStayingStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const pages = byStanding((where) =>
    prepare(`
      SELECT p.id, ${SINCE} AS since, q.asked_at AS askedAt, q.wants_out_at AS wantsOutAt ${FROM}
      WHERE ${where} ORDER BY since, p.id LIMIT @most OFFSET @skip`),
  );
  const counts = byStanding((where) => prepare(`SELECT count(*) ${FROM} WHERE ${where}`).pluck());
  const toMail = prepare(`
    SELECT p.id ${FROM} WHERE ${WHERE['to-ask']} AND ${MAY_BE_MAILED} ORDER BY ${SINCE}, p.id LIMIT @most`).pluck();
  const countToMail = prepare(
    `SELECT count(*) ${FROM} WHERE ${WHERE['to-ask']} AND ${MAY_BE_MAILED}`,
  ).pluck();
  const since = prepare(`SELECT ${SINCE} FROM participants p WHERE id = ?`).pluck();
  const put = prepare(`
    INSERT INTO stay_questions (participant_id, token_hash, way, staff_id, asked_at)
    VALUES (@participantId, @tokenHash, @way, @staffId, @askedAt)
    ON CONFLICT (participant_id) DO UPDATE SET token_hash = @tokenHash, way = @way, staff_id = @staffId,
      asked_at = @askedAt`);
  const of = prepare(`SELECT ${QUESTION} FROM stay_questions WHERE participant_id = ?`);
  const byToken = prepare(`SELECT ${QUESTION} FROM stay_questions WHERE token_hash = ?`);
  const wantsOut = prepare(
    'UPDATE stay_questions SET wants_out_at = coalesce(wants_out_at, @now) WHERE participant_id = @id',
  );
  const remove = prepare('DELETE FROM stay_questions WHERE participant_id = ?');
  const removeOld = prepare('DELETE FROM stay_questions WHERE asked_at < ? AND wants_out_at IS NULL');

  return {
    page: (standing: Standing, bounds: Bounds, most: number, skip: number): SilentEntry[] =>
      allRows(silentRow, pages[standing], { ...bounds, most, skip }),
    count: (standing: Standing, bounds: Bounds): number => z.number().parse(counts[standing].get(bounds)),
    /** Whom nobody asked yet, and who may be mailed. */
    toMail: (day: string, most: number): string[] => z.array(z.string()).parse(toMail.all({ day, most })),
    countToMail: (day: string): number => z.number().parse(countToMail.get({ day })),
    since: (id: string): string | undefined => z.string().optional().parse(since.get(id)),
    /** Writes down that somebody was asked. A wish to be taken out stays. */
    put: (row: {
      participantId: string;
      tokenHash: string | null;
      way: StayQuestion['way'];
      staffId: string;
      askedAt: string;
    }): void => void put.run(row),
    of: (id: string): StayQuestion | undefined => oneRow(questionRow, of, id),
    byToken: (tokenHash: string): StayQuestion | undefined => oneRow(questionRow, byToken, tokenHash),
    wantsOut: (id: string, now: string): void => void wantsOut.run({ id, now }),
    remove: (id: string): void => void remove.run(id),
    /** Forgets what was asked before this moment, but for who wants out. */
    removeOld: (moment: string): void => void removeOld.run(moment),
  };
}

function byStanding<Value>(make: (where: string) => Value): Record<Standing, Value> {
  return Object.fromEntries(STANDINGS.map((standing) => [standing, make(WHERE[standing])])) as Record<
    Standing,
    Value
  >;
}
