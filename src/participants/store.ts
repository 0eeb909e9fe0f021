import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { KINDS, type Kind, type Participant, participant } from './participant.ts';

/** The labels of an entry, as a column of its row. */
export const TAGS = `(SELECT json_group_array(tags.name ORDER BY tags.key) FROM participant_tags
  JOIN tags ON tags.id = participant_tags.tag_id WHERE participant_id = participants.id) AS tags`;
/** The fields of an entry, each with its column. */
const COLUMN_OF = {
  ...{ id: 'id', kind: 'kind', firstName: 'first_name', infix: 'infix', lastName: 'last_name' },
  ...{ organisation: 'organisation', street: 'street', houseNumber: 'house_number' },
  ...{ houseSuffix: 'house_suffix', postcode: 'postcode', town: 'town', country: 'country', email: 'email' },
  ...{ emailKey: 'email_key', phone: 'phone', note: 'note', noPost: 'no_post', noMail: 'no_mail' },
  ...{ lastContact: 'last_contact', source: 'source', mailGround: 'mail_ground', consentOn: 'consent_on' },
  ...{ consentSource: 'consent_source', restrictedAt: 'restricted_at', objectedAt: 'objected_at' },
  ...{ createdAt: 'created_at', updatedAt: 'updated_at', version: 'version' },
} as const satisfies Record<keyof Omit<Participant, 'tags'>, string>;
const COLUMNS = [...Object.entries(COLUMN_OF).map(([field, column]) => `${column} AS ${field}`), TAGS].join(
  ', ',
);
/** With what is only written, since it is made from the others. */
const WRITTEN = Object.entries({ ...COLUMN_OF, sortKey: 'sort_key', search: 'search' });
const IN_ORDER = 'ORDER BY sort_key, id';

const bool = z.number().transform((stored) => stored === 1);
const names = z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json)));
const row = participant.extend({ noPost: bool, noMail: bool, tags: names });
const countRow = z.object({ kind: z.enum(KINDS), count: z.number() });

/** A label as it is spelled, and the folded name that makes it one however it is typed. */
export type Tag = { name: string; key: string };

/** An entry with what is made of it for sorting and searching. */
export type StoredParticipant = Omit<Participant, 'tags'> & { tags: Tag[]; sortKey: string; search: string };

export type ParticipantStore = ReturnType<typeof createParticipantStore>;

export function createParticipantStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const columns = WRITTEN.map(([, column]) => column);
  // By place: there are many, and each would be looked up by its name for every row.
  const insert = prepare(
    `INSERT INTO participants (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const update = prepare(
    `UPDATE participants SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
  );
  const remove = prepare('DELETE FROM participants WHERE id = ?');
  const byId = prepare(`SELECT ${COLUMNS} FROM participants WHERE id = ?`);
  const byIds = prepare(
    `SELECT ${COLUMNS} FROM participants WHERE id IN (SELECT value FROM json_each(?)) ${IN_ORDER}`,
  );
  const atAddress = prepare(
    `SELECT ${COLUMNS} FROM participants WHERE postcode = @postcode AND postcode <> ''
      AND house_number = @houseNumber AND country = @country ${IN_ORDER}`,
  );
  const withEmail = prepare(
    `SELECT ${COLUMNS} FROM participants WHERE email_key = ? AND email_key <> '' ${IN_ORDER}`,
  );
  const withSortKey = prepare(`SELECT ${COLUMNS} FROM participants WHERE sort_key = ? ${IN_ORDER}`);
  const revision = prepare('SELECT coalesce(max(revision), 0) FROM participant_revisions').pluck();
  const counts = prepare('SELECT kind, count(*) AS count FROM participants GROUP BY kind');
  const tags = createTagStatements(connection);

  return {
    insert: (entry: StoredParticipant): void => {
      insert.run(valuesOf(entry));
      tags.give(entry.id, entry.tags);
    },
    update: (entry: StoredParticipant): void => {
      update.run(valuesOf(entry), entry.id);
      tags.take(entry.id);
      tags.give(entry.id, entry.tags);
    },
    remove: (id: string): void => void remove.run(id),
    byId: (id: string): Participant | undefined => oneRow(row, byId, id),
    /** Those that are there, in the order of the register. */
    byIds: (ids: string[]): Participant[] => allRows(row, byIds, JSON.stringify(ids)),
    /** Those with this postcode, number and country, whatever comes after the number. */
    atAddress: (address: Pick<Participant, 'postcode' | 'houseNumber' | 'country'>): Participant[] => {
      const { postcode, houseNumber, country } = address;
      return allRows(row, atAddress, { postcode, houseNumber, country });
    },
    withEmail: (emailKey: string): Participant[] => allRows(row, withEmail, emailKey),
    /** Those with exactly this name, however it is written. */
    withSortKey: (sortKey: string): Participant[] => allRows(row, withSortKey, sortKey),
    /** The number of the last change of the register. */
    revision: (): number => z.number().parse(revision.get()),
    counts: (): Record<Kind, number> => {
      const found = allRows(countRow, counts).map(({ kind, count }) => [kind, count]);
      return Object.assign({ participant: 0, interested: 0 }, Object.fromEntries(found));
    },
    ...{ tags: tags.inUse, spelled: tags.spelled, removeUnusedTags: tags.removeUnused },
  };
}

const tagRow = z.object({ name: z.string(), count: z.number() });
const nameRow = z.object({ name: z.string() });

function createTagStatements(connection: Connection) {
  const add = connection.prepare('INSERT OR IGNORE INTO tags (name, key) VALUES (@name, @key)');
  const give = connection.prepare(
    'INSERT INTO participant_tags (participant_id, tag_id) SELECT ?, id FROM tags WHERE key = ?',
  );
  const take = connection.prepare('DELETE FROM participant_tags WHERE participant_id = ?');
  const named = connection.prepare('SELECT name FROM tags WHERE key = ?');
  const inUse = connection.prepare(`
    SELECT name, count(*) AS count FROM participant_tags JOIN tags ON tags.id = tag_id
    GROUP BY tag_id ORDER BY key`);
  const removeUnused = connection.prepare(
    'DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM participant_tags WHERE tag_id = tags.id)',
  );

  return {
    /** A label that is new is kept as it is spelled here. */
    give: (id: string, tags: Tag[]): void => {
      for (const tag of tags) {
        if (give.run(id, tag.key).changes > 0) continue;
        add.run(tag);
        give.run(id, tag.key);
      }
    },
    take: (id: string): void => void take.run(id),
    /** The label with this key as it is spelled, where there is one. */
    spelled: (key: string): string | undefined => oneRow(nameRow, named, key)?.name,
    /** The labels that somebody has, with how many, in alphabetical order. */
    inUse: () => allRows(tagRow, inUse),
    removeUnused: (): void => void removeUnused.run(),
  };
}

function valuesOf(entry: Record<string, unknown>): unknown[] {
  return WRITTEN.map(([field]) => {
    const value = entry[field];
    return typeof value === 'boolean' ? Number(value) : value;
  });
}
