import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows } from '../database/rows.ts';
import type { IndexedRow } from '../database/search-blocks.ts';
import type { IndexSource } from '../database/search-index.ts';
import { createIndexRows } from './index-row.ts';
import { KINDS, MAIL_GROUNDS } from './participant.ts';
import { TAGS } from './store.ts';

const INDEXED = `id, sort_key AS sortKey, search, kind, last_name AS lastName, organisation, street,
  house_number AS houseNumber, house_suffix AS houseSuffix, postcode, town, country, email, phone,
  no_post AS noPost, no_mail AS noMail, last_contact AS lastContact, source, mail_ground AS mailGround,
  restricted_at AS restrictedAt, objected_at AS objectedAt,
  created_at AS createdAt, updated_at AS updatedAt,
  ${TAGS}`;

/** The database's own trigger keeps at least so many revisions. */
const REVISIONS_KEPT = 100;

const text = z.string();
/** Without a transformation, which makes reading 100,000 rows twice as fast. */
const indexed = z.object({
  ...{ id: text, sortKey: text, search: text, kind: z.enum(KINDS), lastName: text, organisation: text },
  ...{ street: text, houseNumber: text, houseSuffix: text, postcode: text, town: text, country: text },
  ...{ email: text, phone: text, noPost: z.number(), noMail: z.number(), lastContact: text, source: text },
  ...{
    restrictedAt: text,
    objectedAt: text,
    mailGround: z.enum(MAIL_GROUNDS),
    createdAt: text,
    updatedAt: text,
    tags: text,
  },
});
const names = z.array(text);
const idRow = z.object({ id: z.string() });

/** What the search index reads: the entries in order, and which of them changed. */
export function createIndexSource(connection: Connection): IndexSource {
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
        ? indexedRows(rowsFrom.iterate(from))
        : indexedRows(rowsBetween.iterate(from, before)),
    orderOf: (id) => z.string().optional().parse(orderOf.get(id)),
    lastChange,
    changedAfter: (revision) => {
      const missed = lastChange() - revision;
      if (missed < 0 || missed > REVISIONS_KEPT) return undefined;
      return allRows(idRow, revisedAfter, revision).map(({ id }) => id);
    },
  };
}

function* indexedRows(rows: Iterable<unknown>): Generator<IndexedRow> {
  const asRow = createIndexRows();
  for (const row of rows) {
    const { noPost, noMail, tags, ...entry } = indexed.parse(row);
    const labels = tags === '[]' ? [] : names.parse(JSON.parse(tags));
    yield asRow({ ...entry, noPost: noPost === 1, noMail: noMail === 1, tags: labels });
  }
}
