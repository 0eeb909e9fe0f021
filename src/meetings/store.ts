import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { type Meeting, meeting, questionSchema } from './meeting.ts';

const meetingRow = meeting.extend({
  isPublic: z.number().transform(Boolean),
  asksNeeds: z.number().transform(Boolean),
  questions: z.string().transform((json) => z.array(questionSchema).parse(JSON.parse(json))),
});
const slugRow = z.object({ slug: z.string() });

const COLUMNS = `id, slug, uid, title, starts_at AS startsAt, ends_at AS endsAt, place_name AS placeName, street,
  house_number AS houseNumber, postcode, town, directions, programme, summary, is_public AS isPublic, capacity,
  reply_by AS replyBy, questions, asks_needs AS asksNeeds, state, cancel_reason AS cancelReason, sequence,
  version, created_at AS createdAt, updated_at AS updatedAt`;

export type MeetingStore = ReturnType<typeof createMeetingStore>;

export function createMeetingStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const select = `SELECT ${COLUMNS} FROM meetings WHERE removed_at IS NULL`;
  const insert = prepare(`
    INSERT INTO meetings (id, slug, uid, title, starts_at, ends_at, place_name, street, house_number, postcode,
      town, directions, programme, summary, is_public, capacity, reply_by, questions, asks_needs, state,
      cancel_reason, sequence, version, created_at, updated_at)
    VALUES (@id, @slug, @uid, @title, @startsAt, @endsAt, @placeName, @street, @houseNumber, @postcode, @town,
      @directions, @programme, @summary, @isPublic, @capacity, @replyBy, @questions, @asksNeeds, @state,
      @cancelReason, @sequence, @version, @createdAt, @updatedAt)`);
  const update = prepare(`
    UPDATE meetings SET slug = @slug, title = @title, starts_at = @startsAt, ends_at = @endsAt,
      place_name = @placeName, street = @street, house_number = @houseNumber, postcode = @postcode,
      town = @town, directions = @directions, programme = @programme, summary = @summary,
      is_public = @isPublic, capacity = @capacity, reply_by = @replyBy, questions = @questions,
      asks_needs = @asksNeeds, state = @state, cancel_reason = @cancelReason, sequence = @sequence,
      version = @version, updated_at = @updatedAt
    WHERE id = @id`);
  const byId = prepare(`${select} AND id = ?`);
  const bySlug = prepare(`${select} AND slug = ?`);
  const all = prepare(`${select} ORDER BY starts_at DESC, id`);
  const endedBefore = prepare(`${select} AND ends_at < ? ORDER BY ends_at, id`);
  const visible = prepare(`${select} AND is_public = 1 AND state <> 'draft' ORDER BY starts_at, id`);
  const coming = prepare(`
    ${select} AND is_public = 1 AND state = 'published' AND ends_at > ? ORDER BY starts_at, id`);
  const last = prepare(`${select} AND state = 'published' ORDER BY starts_at DESC, id LIMIT 1`);
  const slugs = prepare(`
    SELECT slug FROM meetings WHERE (slug = @slug OR slug GLOB @slug || '-[0-9]*') AND id <> @except`);
  const isRemoved = prepare('SELECT slug FROM meetings WHERE id = ? AND removed_at IS NOT NULL');
  const setRemoved = prepare('UPDATE meetings SET removed_at = @now WHERE id = @id');
  const removeOld = prepare('DELETE FROM meetings WHERE removed_at < ?');

  const asRow = (entry: Meeting) => ({
    ...entry,
    isPublic: entry.isPublic ? 1 : 0,
    asksNeeds: entry.asksNeeds ? 1 : 0,
    questions: JSON.stringify(entry.questions),
  });

  return {
    insert: (entry: Meeting): void => void insert.run(asRow(entry)),
    update: (entry: Meeting): void => void update.run(asRow(entry)),
    byId: (id: string): Meeting | undefined => oneRow(meetingRow, byId, id),
    bySlug: (slug: string): Meeting | undefined => oneRow(meetingRow, bySlug, slug),
    /** Every meeting, the latest first. */
    all: (): Meeting[] => allRows(meetingRow, all),
    endedBefore: (moment: string): Meeting[] => allRows(meetingRow, endedBefore, moment),
    /** What everybody may see, the cancelled ones included, by start. */
    visible: (): Meeting[] => allRows(meetingRow, visible),
    coming: (now: string): Meeting[] => allRows(meetingRow, coming, now),
    /** The published one that starts last. */
    last: (): Meeting | undefined => oneRow(meetingRow, last),
    /** The slugs of other meetings that are this one, or this one with a number behind it. */
    slugsLike: (slug: string, except: string): string[] =>
      allRows(slugRow, slugs, { slug, except }).map((row) => row.slug),
    isRemoved: (id: string): boolean => oneRow(slugRow, isRemoved, id) !== undefined,
    remove: (id: string, now: string): void => void setRemoved.run({ id, now }),
    restore: (id: string): void => void setRemoved.run({ id, now: null }),
    removeOld: (removedBefore: string): void => void removeOld.run(removedBefore),
  };
}
