import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { type MeetingDocument, meetingDocument } from './document.ts';

const COLUMNS = 'id, meeting_id AS meetingId, kind, title, type, bytes, file, added_at AS addedAt';

const fileRow = z.object({ file: z.string() });
const countRow = z.object({ count: z.number() });

export type DocumentStore = ReturnType<typeof createDocumentStore>;

export function createDocumentStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const insert = prepare(`
    INSERT INTO meeting_documents (id, meeting_id, kind, title, type, bytes, file, added_at)
    VALUES (@id, @meetingId, @kind, @title, @type, @bytes, @file, @addedAt)`);
  const of = prepare(`
    SELECT ${COLUMNS} FROM meeting_documents WHERE meeting_id = ? AND removed_at IS NULL
    ORDER BY kind, added_at, id`);
  const byId = prepare(`SELECT ${COLUMNS} FROM meeting_documents WHERE id = ? AND removed_at IS NULL`);
  const setRemoved = prepare(`
    UPDATE meeting_documents SET removed_at = @now WHERE id = @id AND meeting_id = @meetingId`);
  const count = prepare('SELECT count(*) AS count FROM meeting_documents WHERE meeting_id = ?');
  const removeOld = prepare('DELETE FROM meeting_documents WHERE removed_at < ?');
  const files = prepare('SELECT file FROM meeting_documents');

  return {
    insert: (document: MeetingDocument): void => void insert.run(document),
    /** What comes before a meeting, then its minutes; each in the order in which they were added. */
    of: (meetingId: string): MeetingDocument[] => allRows(meetingDocument, of, meetingId),
    byId: (id: string): MeetingDocument | undefined => oneRow(meetingDocument, byId, id),
    /** Takes one away, or puts it back (`now` null). Returns whether there is one. */
    setRemoved: (meetingId: string, id: string, now: string | null): boolean =>
      setRemoved.run({ meetingId, id, now }).changes > 0,
    count: (meetingId: string): number => oneRow(countRow, count, meetingId)?.count ?? 0,
    removeOld: (removedBefore: string): void => void removeOld.run(removedBefore),
    files: (): string[] => allRows(fileRow, files).map(({ file }) => file),
  };
}
