import { basename } from 'node:path';
import { columnValues, readMapping } from '../register-imports/forms.ts';
import { OUTCOMES, type RegisterList } from '../register-imports/list.ts';
import type { Services } from '../services.ts';
import type { Source } from '../tables/table.ts';
import type { Command } from './command.ts';
import { showProgress } from './progress.ts';
import { BY, BY_IN_DUTCH, openSource, whyUnreadable } from './subscribers-import.ts';

/** Brings a list of people into the register, by the same steps as the staff pages. */
export const participantsImport: Command = {
  name: 'participants import',
  about:
    'Brings a list of people into the register from a CSV or XLSX file. Its columns are recognised by their headings. An empty cell changes nothing, and nobody who wants no post or mail gets it back. Can be undone for 30 days on the staff pages.',
  options: [
    {
      name: 'dry-run',
      value: '',
      flag: true,
      about: 'shows row by row what would happen, and changes nothing',
    },
  ],
  positionals: ['FILE'],
  run: async (services, { positionals, values }) => {
    const [file = ''] = positionals;
    const source = openSource(file);
    if (typeof source === 'string') return fail(source);
    const staff = { id: '', name: BY_IN_DUTCH };
    const id = services.registerImports.receive({ fileName: basename(file), staff, worker: 'command' });
    const done = await bringIn(services, id, source, values['dry-run'] !== undefined);
    if (done !== 'applied') await throwAway(services, id);
    return done === 'failed' ? 'failed' : 'done';
  },
};

async function bringIn(
  { registerImports: imports, accessLog, inTransaction }: Services,
  id: string,
  source: Source,
  dryRun: boolean,
): Promise<'applied' | 'shown' | 'failed'> {
  await imports.workOn(id, { source });
  const read = imports.byId(id);
  if (read?.columns === undefined) return fail(whyUnreadable(read));
  const mapping = readMapping(columnValues(read), read.columns.length);
  if (!mapping.ok) return fail(`${read.fileName} has no column with last names or organisations.`);
  const roles = mapping.value.roles.map((role, place) => `${place + 1} ${role}`);
  console.info(`Columns: ${roles.join(', ')}.`);
  imports.map(id, mapping.value);
  await imports.workOn(id, { progress: showProgress });
  showRows(imports, id, dryRun);
  if (dryRun) return 'shown';
  inTransaction(() => {
    imports.apply(id);
    accessLog.write(BY, 'participant.import-apply', [id]);
  });
  await imports.workOn(id, { progress: showProgress });
  console.info(`Done: ${inWords(imports.byId(id))}.`);
  return 'applied';
}

/** Every row of a dry run; of a real one only those that are left out. */
function showRows(imports: Services['registerImports'], id: string, all: boolean): void {
  const list = imports.byId(id);
  for (const outcome of OUTCOMES.filter((each) => all || each === 'wrong' || each === 'unsure')) {
    for (let page = 1; ; page += 1) {
      const rows = imports.rows(id, outcome, page);
      if (rows.length === 0) break;
      for (const { number, cells, detail } of rows) {
        const why = detail === '' ? '' : ` (${detail})`;
        const line = `row ${number}: ${outcome}${why} ${cells.filter(Boolean).join(' · ')}`;
        const readable = line.replaceAll(/\p{Cc}/gu, '?').trimEnd();
        if (outcome === 'wrong' || outcome === 'unsure') console.error(readable);
        else console.info(readable);
      }
    }
  }
  if (all) console.info(`Would be: ${inWords(list)}.`);
}

function inWords(list: RegisterList | undefined): string {
  const counts = [...OUTCOMES, 'warned'].map((outcome) => [outcome, list?.counts?.[outcome] ?? 0] as const);
  const found = counts.filter(([, count]) => count > 0).map(([outcome, count]) => `${count} ${outcome}`);
  return found.length === 0 ? 'nothing' : found.join(', ');
}

async function throwAway({ registerImports }: Services, id: string): Promise<void> {
  registerImports.drop(id);
  await registerImports.workOn(id);
}

function fail(why: string): 'failed' {
  console.error(why);
  return 'failed';
}
