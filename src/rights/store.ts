import { z } from 'zod';
import type { Connection } from '../database/open.ts';
import { allRows, oneRow } from '../database/rows.ts';
import {
  type Asker,
  asker,
  type Listed,
  type Outcome,
  type RightsRequest,
  rightsRequest,
} from './request.ts';

const COLUMNS = `id, kind, written_by AS writtenBy, staff_id AS staffId, came_on AS cameOn, due_on AS dueOn, note,
  outcome, closed_on AS closedOn, closing_note AS closingNote, reminded,
  extended_on AS extendedOn, extended_why AS extendedWhy, recorded_at AS recordedAt`;

export type RightsStore = ReturnType<typeof createRightsStore>;

export function createRightsStore(connection: Connection) {
  const prepare = (sql: string) => connection.prepare(sql);
  const add = prepare(`
    INSERT INTO rights_requests (id, kind, written_by, staff_id, came_on, due_on, note, recorded_at)
    VALUES (@id, @kind, @writtenBy, @staffId, @cameOn, @dueOn, @note, @recordedAt)`);
  const addAsker = prepare(`
    INSERT INTO rights_request_people (request_id, list, person_id, chosen)
    VALUES (@requestId, @list, @id, @chosen)
    ON CONFLICT (request_id, list, person_id) DO UPDATE SET chosen = excluded.chosen`);
  const removeAskers = prepare('DELETE FROM rights_request_people WHERE request_id = ?');
  const byId = prepare(`SELECT ${COLUMNS} FROM rights_requests WHERE id = ?`);
  const open = prepare(`SELECT ${COLUMNS} FROM rights_requests WHERE outcome = '' ORDER BY due_on, id`);
  const closed = prepare(`
    SELECT ${COLUMNS} FROM rights_requests WHERE outcome <> '' ORDER BY closed_on DESC, id LIMIT ?`);
  const askersOf = prepare(`
    SELECT list, person_id AS id, chosen FROM rights_request_people WHERE request_id = ?
    ORDER BY list DESC, person_id`);
  const ofPerson = prepare(`
    SELECT DISTINCT ${COLUMNS} FROM rights_requests JOIN rights_request_people ON request_id = id
    WHERE list = @list AND person_id = @id AND chosen = 1 ORDER BY came_on, rights_requests.id`);
  const openOf = prepare(`
    SELECT id FROM rights_requests r WHERE outcome = '' AND kind = @kind AND EXISTS (
      SELECT 1 FROM rights_request_people p
      WHERE p.request_id = r.id AND p.list = @list AND p.person_id = @id) LIMIT 1`).pluck();
  const close = prepare(`
    UPDATE rights_requests SET outcome = @outcome, closed_on = @closedOn, closing_note = @closingNote
    WHERE id = @id AND outcome = ''`);
  const extend = prepare(`
    UPDATE rights_requests SET due_on = @dueOn, extended_on = @extendedOn, extended_why = @why, reminded = ''
    WHERE id = @id`);
  const remind = prepare('UPDATE rights_requests SET reminded = @reminded WHERE id = @id');
  const blank = prepare(`
    UPDATE rights_requests SET note = '', closing_note = '', extended_why = '' WHERE id IN (
      SELECT request_id FROM rights_request_people WHERE list = @list AND person_id = @id)`);
  const removePerson = prepare('DELETE FROM rights_request_people WHERE list = @list AND person_id = @id');
  const removeOld = prepare(`DELETE FROM rights_requests WHERE outcome <> '' AND closed_on < ?`);

  return {
    add: (
      request: Omit<
        RightsRequest,
        'outcome' | 'closedOn' | 'closingNote' | 'reminded' | 'extendedOn' | 'extendedWhy'
      >,
      people: Asker[],
    ): void => {
      add.run(request);
      for (const one of people) addAsker.run(asColumns(request.id, one));
    },
    byId: (id: string): RightsRequest | undefined => oneRow(rightsRequest, byId, id),
    /** What waits, the first that is due first. */
    open: (): RightsRequest[] => allRows(rightsRequest, open),
    /** What has ended, the last first. */
    closed: (most: number): RightsRequest[] => allRows(rightsRequest, closed, most),
    askersOf: (id: string): Asker[] => allRows(asker, askersOf, id),
    /** What somebody asked, the first first. */
    ofPerson: (person: Listed): RightsRequest[] => allRows(rightsRequest, ofPerson, person),
    /** A request of this kind that is open for somebody. */
    openOf: (person: Listed, kind: RightsRequest['kind']): string | undefined =>
      z
        .string()
        .optional()
        .parse(openOf.get({ list: person.list, id: person.id, kind })),
    setAskers: (id: string, people: Asker[]): void => {
      removeAskers.run(id);
      for (const one of people) addAsker.run(asColumns(id, one));
    },
    /** Returns whether it was open. */
    close: (end: { id: string; outcome: Outcome; closedOn: string; closingNote: string }): boolean =>
      close.run(end).changes > 0,
    /** Staff are reminded of the new day as of the first. */
    extend: (extension: { id: string; dueOn: string; extendedOn: string; why: string }): void =>
      void extend.run(extension),
    remind: (id: string, reminded: 'soon' | 'late'): void => void remind.run({ id, reminded }),
    /** That something was asked stays, and nothing of whom. */
    forget: (person: Listed): void => {
      blank.run(person);
      removePerson.run(person);
    },
    /** Removes what was closed before this day. */
    removeOld: (day: string): void => void removeOld.run(day),
  };
}

function asColumns(requestId: string, { list, id, chosen }: Asker) {
  return { requestId, list, id, chosen: Number(chosen) };
}
