import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { groupsOf, guessMapping, isGone } from '../imports/columns.ts';
import {
  type Consent,
  type Consents,
  type Import,
  LISTS,
  type ListKind,
  OUTCOMES,
} from '../imports/import.ts';
import { shownRow } from '../imports/listed-row.ts';
import type { Services } from '../services.ts';
import { readDate } from '../tables/dates.ts';
import type { FileProblem, Source } from '../tables/table.ts';
import type { Command, Given } from './command.ts';
import { showProgress } from './progress.ts';

/** Who did it, in the access log. */
export const BY = 'command line';

/** Who did it, in the proof, which staff read. */
export const BY_IN_DUTCH = 'de opdrachtregel';

const PROBLEMS: Record<FileProblem, string> = {
  empty: 'there is nothing in it',
  'not-a-table': 'it is no list: give a CSV or XLSX file',
  'old-excel': 'it is an old Excel file, or one with a password: save it as XLSX or CSV',
  'broken-xlsx': 'it is a damaged XLSX file, or one with a password',
  'utf-16': 'it is UTF-16: save it as CSV UTF-8',
  'mixed-encoding': 'it is written in two encodings: save it as CSV UTF-8',
  nul: 'it holds a NUL character',
  quotes: 'its quotes are not right',
  'row-too-long': 'it is far too long; is a quote missing?',
  'too-many-columns': 'it has more than 100 columns',
  'too-many-rows': 'it has too many rows',
  'too-large': 'it is too large to be read: save it as CSV',
};

/** Brings a list of readers in, by the same steps as the staff pages. */
export const subscribersImport: Command = {
  name: 'subscribers import',
  about:
    'Brings a list of readers in from a CSV or XLSX file. Its columns are recognised. Without --origin and --evidence its readers are put aside and never mailed, since there is no consent to show.',
  options: [
    {
      name: 'dry-run',
      value: '',
      flag: true,
      about: 'shows row by row what would happen, and changes nothing',
    },
    {
      name: 'list',
      value: 'KIND',
      about: `what it is a list of: ${LISTS.join(', ')} (readers when left out)`,
    },
    {
      name: 'origin',
      value: 'TEXT',
      about: 'where the consent came from, such as "double opt-in through YMLP"',
    },
    { name: 'evidence', value: 'TEXT', about: 'what shows that, and where it is kept' },
    { name: 'date', value: 'YYYY-MM-DD', about: 'when it was given, for rows without a date' },
    {
      name: 'proof',
      value: '',
      flag: true,
      about: 'there is evidence of each reader, not of the group only',
    },
  ],
  positionals: ['FILE.csv'],
  run: async (services, given) => {
    const [file = ''] = given.positionals;
    const asked = readOptions(given, services.clock().toISOString().slice(0, 10));
    if (typeof asked === 'string') return fail(asked);
    const source = openSource(file);
    if (typeof source === 'string') return fail(source);
    const id = services.imports.receive({
      ...{ list: asked.list, fileName: basename(file), staffName: BY_IN_DUTCH, worker: 'command' },
    });
    const done = await bringIn(services, id, source, asked);
    if (done !== 'applied') await throwAway(services, id);
    return done === 'failed' ? 'failed' : 'done';
  },
};

type Asked = { list: ListKind; consent: Omit<Consent, 'number'>; dryRun: boolean };

function readOptions({ values }: Given, today: string): Asked | string {
  const { origin = '', evidence = '', list = 'readers', date = '' } = values;
  const kind = LISTS.find((candidate) => candidate === list);
  if (kind === undefined) return `--list takes one of ${LISTS.join(', ')}.`;
  if ((origin === '') !== (evidence === '')) return '--origin and --evidence go together.';
  const givenOn = date === '' ? '' : readDate(date, false);
  if (givenOn === undefined || givenOn > today)
    return '--date takes a day that has been, such as 2019-03-04.';
  const consented = values.proof === undefined ? 'attested' : 'proven';
  const basis = origin === '' ? 'none' : consented;
  return {
    list: kind,
    consent: { basis, origin, evidence, givenOn },
    dryRun: values['dry-run'] !== undefined,
  };
}

/** A file to read from, with its progress, or why it can't be. */
export function openSource(file: string): Source | string {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) return `${file} can't be read: there is no such file.`;
  return async function* () {
    let read = 0;
    for await (const chunk of createReadStream(file)) {
      read += (chunk as Buffer).length;
      showProgress(read, found.size);
      yield chunk as Buffer;
    }
  };
}

async function bringIn(
  { imports, accessLog, inTransaction }: Services,
  id: string,
  source: Source,
  { consent, dryRun }: Asked,
): Promise<'applied' | 'shown' | 'failed'> {
  await imports.workOn(id, { source });
  const read = imports.byId(id);
  if (read?.columns === undefined) return fail(whyUnreadable(read));
  const mapping = guessMapping(read.columns);
  if (!mapping.roles.includes('address'))
    return fail(`${read.fileName} has no column with e-mail addresses.`);
  console.info(`Columns: ${mapping.roles.map((role, place) => `${place + 1} ${role}`).join(', ')}.`);
  imports.map(id, mapping);
  const groups = groupsOf(read.columns, mapping, read.rows);
  const consents: Consents = Object.fromEntries(
    groups.map(({ name }) => [name, isGone(name) ? { ...consent, basis: 'skip' as const } : consent]),
  );
  imports.giveConsent(id, consents);
  await imports.workOn(id, { progress: showProgress });
  showRows(imports, id, dryRun);
  if (dryRun) return 'shown';
  inTransaction(() => {
    imports.apply(id);
    accessLog.write(BY, 'subscriber.import-apply', [id]);
  });
  await imports.workOn(id, { progress: showProgress });
  console.info(`Done: ${inWords(imports.byId(id))}.`);
  return 'applied';
}

/** Every row of a dry run; of a real one only those that are wrong. */
function showRows(imports: Services['imports'], id: string, all: boolean): void {
  const list = imports.byId(id);
  for (const outcome of OUTCOMES.filter((each) => all || each === 'wrong')) {
    for (let page = 1; ; page += 1) {
      const rows = imports.rows(id, outcome, page);
      if (rows.length === 0) break;
      for (const { number, cells, detail } of rows) {
        const address = list?.mapping ? shownRow(cells, list.mapping).address : '';
        const why = detail === null ? '' : ` (${detail})`;
        const line = `row ${number}: ${outcome}${why} ${address}`.replaceAll(/\p{Cc}/gu, '?').trimEnd();
        if (outcome === 'wrong') console.error(line);
        else console.info(line);
      }
    }
  }
  if (all) console.info(`Would be: ${inWords(list)}.`);
}

function inWords(list: Import | undefined): string {
  const counts = OUTCOMES.map((outcome) => [outcome, list?.counts?.[outcome] ?? 0] as const);
  const found = counts.filter(([, count]) => count > 0).map(([outcome, count]) => `${count} ${outcome}`);
  return found.length === 0 ? 'nothing' : found.join(', ');
}

/** Why the file of a list could not be read. */
export function whyUnreadable(list: Pick<Import, 'fileName' | 'problem' | 'problemRow'> | undefined): string {
  const row = list?.problemRow ? `, row ${list.problemRow}` : '';
  const why = list?.problem ? PROBLEMS[list.problem] : 'it could not be read';
  return `${list?.fileName}${row}: ${why}. Nothing was changed.`;
}

async function throwAway({ imports }: Services, id: string): Promise<void> {
  imports.drop(id);
  await imports.workOn(id);
}

function fail(why: string): 'failed' {
  console.error(why);
  return 'failed';
}
