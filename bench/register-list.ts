import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../src/database/migrate.ts';
import { openDatabase } from '../src/database/open.ts';
import { syntheticParticipants } from '../src/demo/people.ts';
import { cellsOf, headingsOf } from '../src/register-exports/cells.ts';
import { columnValues, readMapping } from '../src/register-imports/forms.ts';
import { PROGRAM } from '../src/services.ts';
import { csvRow } from '../src/tables/write-csv.ts';
import { openServices } from './services.ts';

const ROWS = 100_000;
const AT_ONCE = 250;

/** A list of so many people who do not exist, with every column that the register knows. */
export function registerList(): Buffer {
  const moment = {
    ...{ id: '', createdAt: '', updatedAt: '', version: 1 },
    ...{ restrictedAt: '', objectedAt: '' },
  };
  const rows = [...syntheticParticipants(ROWS)].map((details) =>
    csvRow(cellsOf({ ...details, ...moment }, 'everything')),
  );
  return Buffer.from(csvRow(headingsOf('everything')) + rows.join(''));
}

/**
 * Reads, checks and brings the whole list into an empty register, rests included. Seconds: of all three, or of the
 * last alone, for which staff wait after they have seen what would happen.
 */
export async function bringInRegister(file: Buffer, { of }: { of: 'all' | 'the-last' }): Promise<number> {
  const { services, close } = await openServices();
  const { registerImports: imports } = services;
  const received = performance.now();
  const staff = { id: 'bench', name: 'Bench' };
  const id = imports.receive({ fileName: 'lijst.csv', staff, worker: 'site', bytes: file });
  await imports.workOn(id);
  const list = imports.byId(id);
  const read = list && readMapping(columnValues(list), list.columns?.length ?? 0);
  if (!read?.ok) throw new Error('The columns were not recognised');
  imports.map(id, read.value);
  await imports.workOn(id);
  const checked = performance.now();
  imports.apply(id);
  await imports.workOn(id);
  const seconds = (performance.now() - (of === 'all' ? received : checked)) / 1000;
  const counts = imports.byId(id)?.counts ?? {};
  close();
  if ((counts.new ?? 0) < ROWS * 0.97) throw new Error(`Not everybody came in: ${JSON.stringify(counts)}`);
  return seconds;
}

/** The same people with one change each in the history, and no more. Seconds. They are not kept for our turn. */
export async function insertRegister(): Promise<number> {
  const people = [...syntheticParticipants(ROWS)];
  const { folder, close } = await openServices();
  const file = join(folder, 'bare.db');
  const database = openDatabase(file);
  migrate(database, join(PROGRAM, 'migrations'));
  const columns =
    `id kind first_name infix last_name organisation street house_number house_suffix postcode town
    country email email_key phone note no_post no_mail last_contact source mail_ground consent_on consent_source
    sort_key search created_at updated_at version`.split(/\s+/);
  const insert = database.prepare(
    `INSERT INTO participants (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  const change = database.prepare(
    `INSERT INTO participant_history (id, participant_id, kind, after, actor, staff_id, reason, batch_id, at)
     VALUES (?, ?, 'added', ?, 'staff', 'bench', 'lijst', 'lijst', ?)`,
  );
  const now = new Date().toISOString();
  const newId = () => randomBytes(12).toString('base64url');
  const start = performance.now();
  for (let first = 0; first < people.length; first += AT_ONCE) {
    database.transaction(() => {
      for (const each of people.slice(first, first + AT_ONCE)) {
        const id = newId();
        const { kind, firstName, infix, lastName, organisation, street, houseNumber, houseSuffix } = each;
        const { postcode, town, country, email, emailKey, phone, note, noPost, noMail } = each;
        const { lastContact, source, mailGround, consentOn, consentSource } = each;
        const search = [firstName, infix, lastName, organisation, street, postcode, town, email].join(' ');
        insert.run(
          ...[id, kind, firstName, infix, lastName, organisation, street, houseNumber, houseSuffix, postcode],
          ...[town, country, email, emailKey, phone, note, Number(noPost), Number(noMail), lastContact],
          ...[source, mailGround, consentOn, consentSource, `${lastName} ${firstName}`, search, now, now, 1],
        );
        change.run(newId(), id, JSON.stringify(each), now);
      }
    })();
  }
  const seconds = (performance.now() - start) / 1000;
  database.close();
  rmSync(file);
  close();
  return seconds;
}
