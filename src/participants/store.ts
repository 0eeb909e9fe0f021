import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, eachRow, oneRow } from '../database/rows.ts';
import type { IndexedRow, IndexSource } from '../database/search-index.ts';
import {
  KINDS,
  type Kind,
  type Participant,
  type ParticipantChange,
  participant,
  participantChange,
} from './participant.ts';

const COLUMNS = `id, kind, first_name AS firstName, infix, last_name AS lastName, organisation, street,
  house_number AS houseNumber, house_suffix AS houseSuffix, postcode, town, country, email,
  email_key AS emailKey, phone, note, created_at AS createdAt, updated_at AS updatedAt, version`;
const CHANGE = `id, participant_id AS participantId, kind, before, after, staff_id AS staffId, at,
  undone_at AS undoneAt`;
const INDEXED = 'id, sort_key AS "order", kind AS "group", search AS text';

/** As many revisions as the database's own trigger keeps. */
const REVISIONS_KEPT = 100;

const indexedRow = z.object({ id: z.string(), order: z.string(), group: z.string(), text: z.string() });
const countRow = z.object({ kind: z.enum(KINDS), count: z.number() });
const idRow = z.object({ id: z.string() });

/** An entry with what is made of it for sorting and searching. */
export type StoredParticipant = Participant & { sortKey: string; search: string };

export type ParticipantStore = ReturnType<typeof createParticipantStore>;

export function createParticipantStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const insert = prepare(`
    INSERT INTO participants (id, kind, first_name, infix, last_name, organisation, street, house_number,
      house_suffix, postcode, town, country, email, email_key, phone, note, sort_key, search, created_at,
      updated_at, version)
    VALUES (@id, @kind, @firstName, @infix, @lastName, @organisation, @street, @houseNumber, @houseSuffix,
      @postcode, @town, @country, @email, @emailKey, @phone, @note, @sortKey, @search, @createdAt,
      @updatedAt, @version)`);
  const update = prepare(`
    UPDATE participants SET kind = @kind, first_name = @firstName, infix = @infix, last_name = @lastName,
      organisation = @organisation, street = @street, house_number = @houseNumber,
      house_suffix = @houseSuffix, postcode = @postcode, town = @town, country = @country, email = @email,
      email_key = @emailKey, phone = @phone, note = @note, sort_key = @sortKey, search = @search,
      updated_at = @updatedAt, version = @version
    WHERE id = @id`);
  const remove = prepare('DELETE FROM participants WHERE id = ?');
  const byId = prepare(`SELECT ${COLUMNS} FROM participants WHERE id = ?`);
  const byIds = prepare(
    `SELECT ${COLUMNS} FROM participants WHERE id IN (SELECT value FROM json_each(?)) ORDER BY sort_key, id`,
  );
  const counts = prepare('SELECT kind, count(*) AS count FROM participants GROUP BY kind');

  const addChange = prepare(`
    INSERT INTO participant_changes (id, participant_id, kind, before, after, staff_id, at)
    VALUES (@id, @participantId, @kind, @before, @after, @staffId, @at)`);
  const changeById = prepare(`SELECT ${CHANGE} FROM participant_changes WHERE id = ?`);
  const changeOf = prepare('SELECT id FROM participant_changes WHERE participant_id = ? LIMIT 1');
  const markUndone = prepare('UPDATE participant_changes SET undone_at = @now WHERE id = @id');
  const removeChanges = prepare('DELETE FROM participant_changes WHERE at < ?');

  return {
    insert: (row: StoredParticipant): void => void insert.run(row),
    update: (row: StoredParticipant): void => void update.run(row),
    remove: (id: string): void => void remove.run(id),
    byId: (id: string): Participant | undefined => oneRow(participant, byId, id),
    /** Those that are there, in the order of the register. */
    byIds: (ids: string[]): Participant[] => allRows(participant, byIds, JSON.stringify(ids)),
    counts: (): Record<Kind, number> => {
      const found = allRows(countRow, counts).map(({ kind, count }) => [kind, count]);
      return Object.assign({ participant: 0, interested: 0 }, Object.fromEntries(found));
    },

    addChange: ({ before, after, ...change }: Omit<ParticipantChange, 'undoneAt'>): void => {
      addChange.run({ ...change, before: asJson(before), after: asJson(after) });
    },
    changeById: (id: string): ParticipantChange | undefined => oneRow(participantChange, changeById, id),
    /** Whether somebody with this id is or was in the register, as far as that can still be undone. */
    hasChange: (participantId: string): boolean => oneRow(idRow, changeOf, participantId) !== undefined,
    markUndone: (id: string, now: string): void => void markUndone.run({ id, now }),
    removeChanges: (before: string): void => void removeChanges.run(before),

    indexSource: createIndexSource(connection),
  };
}

/** What the search index reads: the entries in order, and which of them changed. */
function createIndexSource(connection: Connection): IndexSource {
  const prepare = (sql: string) => connection.prepare(sql);
  const rowsFrom = prepare(`SELECT ${INDEXED} FROM participants WHERE sort_key >= ? ORDER BY sort_key, id`);
  const rowsBetween = prepare(`
    SELECT ${INDEXED} FROM participants WHERE sort_key >= ? AND sort_key < ? ORDER BY sort_key, id`);
  const orderOf = prepare('SELECT sort_key FROM participants WHERE id = ?').pluck();
  const lastRevision = prepare('SELECT coalesce(max(revision), 0) FROM participant_revisions').pluck();
  const revisedAfter = prepare(
    'SELECT DISTINCT participant_id AS id FROM participant_revisions WHERE revision > ?',
  );
  const lastChange = () => z.number().parse(lastRevision.get());

  return {
    rows: (from, before): Iterable<IndexedRow> =>
      before === undefined
        ? eachRow(indexedRow, rowsFrom, from)
        : eachRow(indexedRow, rowsBetween, from, before),
    orderOf: (id) => z.string().optional().parse(orderOf.get(id)),
    lastChange,
    changedAfter: (revision) => {
      const missed = lastChange() - revision;
      if (missed < 0 || missed > REVISIONS_KEPT) return undefined;
      return allRows(idRow, revisedAfter, revision).map(({ id }) => id);
    },
  };
}

function asJson(entry: Participant | undefined): string | null {
  return entry === undefined ? null : JSON.stringify(entry);
}
