import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import { KINDS, type Kind, type Participant, participant } from './participant.ts';

/** The labels of an entry, as a column of its row. */
export const TAGS = `(SELECT json_group_array(tags.name ORDER BY tags.key) FROM participant_tags
  JOIN tags ON tags.id = participant_tags.tag_id WHERE participant_id = participants.id) AS tags`;
const COLUMNS = `id, kind, first_name AS firstName, infix, last_name AS lastName, organisation, street,
  house_number AS houseNumber, house_suffix AS houseSuffix, postcode, town, country, email,
  email_key AS emailKey, phone, note, no_post AS noPost, no_mail AS noMail, last_contact AS lastContact,
  source, mail_ground AS mailGround, consent_on AS consentOn, consent_source AS consentSource,
  restricted_at AS restrictedAt, objected_at AS objectedAt, created_at AS createdAt, updated_at AS updatedAt, version, ${TAGS}`;
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
  const insert = prepare(`
    INSERT INTO participants (id, kind, first_name, infix, last_name, organisation, street, house_number,
      house_suffix, postcode, town, country, email, email_key, phone, note, no_post, no_mail, last_contact,
      source, mail_ground, consent_on, consent_source, restricted_at, objected_at, sort_key, search,
      created_at, updated_at, version)
    VALUES (@id, @kind, @firstName, @infix, @lastName, @organisation, @street, @houseNumber, @houseSuffix,
      @postcode, @town, @country, @email, @emailKey, @phone, @note, @noPost, @noMail, @lastContact,
      @source, @mailGround, @consentOn, @consentSource, @restrictedAt, @objectedAt, @sortKey, @search, @createdAt, @updatedAt, @version)`);
  const update = prepare(`
    UPDATE participants SET kind = @kind, first_name = @firstName, infix = @infix, last_name = @lastName,
      organisation = @organisation, street = @street, house_number = @houseNumber,
      house_suffix = @houseSuffix, postcode = @postcode, town = @town, country = @country, email = @email,
      email_key = @emailKey, phone = @phone, note = @note, no_post = @noPost, no_mail = @noMail,
      last_contact = @lastContact, source = @source, mail_ground = @mailGround, consent_on = @consentOn,
      consent_source = @consentSource, restricted_at = @restrictedAt, objected_at = @objectedAt,
      sort_key = @sortKey, search = @search, updated_at = @updatedAt,
      version = @version
    WHERE id = @id`);
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
  const counts = prepare('SELECT kind, count(*) AS count FROM participants GROUP BY kind');
  const tags = createTagStatements(connection);

  return {
    insert: (entry: StoredParticipant): void => {
      insert.run(asColumns(entry));
      tags.give(entry.id, entry.tags);
    },
    update: (entry: StoredParticipant): void => {
      update.run(asColumns(entry));
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

function asColumns({ tags: _elsewhere, noPost, noMail, ...columns }: StoredParticipant) {
  return { ...columns, noPost: Number(noPost), noMail: Number(noMail) };
}
