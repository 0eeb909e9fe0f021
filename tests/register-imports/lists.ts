import { paths } from '../../src/paths.ts';
import type { Site } from '../support/site.ts';

export type Staff = Awaited<ReturnType<Site['signIn']>>;

/** A list as Excel in the Netherlands writes it. */
export function csvOf(rows: string[][]): Buffer {
  return Buffer.from(`\uFEFF${rows.map((row) => row.join(';')).join('\r\n')}\r\n`);
}

/** Sends a file and lets the worker read it. Returns the list's id. */
export async function upload(
  site: Site,
  staff: Staff,
  bytes: Uint8Array,
  name = 'lijst.csv',
): Promise<string> {
  const answer = await staff.upload(paths.staff.newRegisterList(), {}, { name, bytes });
  if (answer.status !== 303) throw new Error(`The upload answered ${answer.status}`);
  await work(site);
  return String(String(answer.headers.location).split('/').at(-1));
}

/** What the form of the columns holds, as a browser would send it. */
export async function columnsOf(staff: Staff, id: string): Promise<Record<string, string>> {
  const { text } = await staff.get(paths.staff.registerListColumns(id));
  const selects = Array.from(text.matchAll(/<select[^>]* name="(kolom\d+)"[\s\S]*?<\/select>/g));
  const columns = selects.map(([select, name]) => [
    name,
    /value="([\w-]+)" selected/.exec(select)?.[1] ?? '',
  ]);
  const radios = ['kopregel', 'datum', 'soort'].map((name) => [
    name,
    new RegExp(`name="${name}" value="(\\w+)" checked`).exec(text)?.[1] ?? '',
  ]);
  const source = /name="herkomst"[^>]* value="([^"]*)"/.exec(text)?.[1] ?? '';
  return { ...Object.fromEntries([...columns, ...radios]), herkomst: source };
}

/** Sends a list, with the columns as guessed but for these, up to the dry run. Returns its id. */
export async function check(
  site: Site,
  staff: Staff,
  rows: string[][],
  fields: Record<string, string> = {},
): Promise<string> {
  const id = await upload(site, staff, csvOf(rows));
  const form = { ...(await columnsOf(staff, id)), ...fields };
  await expectMove(staff.post(paths.staff.registerListColumns(id), form));
  await work(site);
  return id;
}

/** Brings a list in from the first step to the last. Returns its id. */
export async function bringIn(
  site: Site,
  staff: Staff,
  rows: string[][],
  fields: Record<string, string> = {},
): Promise<string> {
  const id = await check(site, staff, rows, fields);
  await expectMove(staff.post(paths.staff.applyRegisterList(id)));
  await work(site);
  return id;
}

/** Lets the worker do all that there is to do for lists. */
export async function work(site: Site): Promise<void> {
  while (await site.services.registerImports.work());
}

/** What would happen or happened to which row. */
export function outcomes(site: Site, id: string): Record<number, string> {
  const { registerImports } = site.services;
  const kinds = ['new', 'changed', 'same', 'double', 'unsure', 'wrong'] as const;
  const rows = kinds.flatMap((outcome) => registerImports.rows(id, outcome, 1));
  return Object.fromEntries(
    rows.map(({ number, outcome, detail }) => [
      number,
      detail === '' ? String(outcome) : `${outcome}: ${detail}`,
    ]),
  );
}

/** Everybody in the register, in its order. */
export function everybody(site: Site) {
  const { participants } = site.services;
  return participants.byIds(participants.idsOf({}));
}

async function expectMove(answer: PromiseLike<{ status: number; text: string }>): Promise<void> {
  const { status, text } = await answer;
  if (status !== 303)
    throw new Error(`The step answered ${status}: ${text.match(/field-error[\s\S]{0,200}/)?.[0]}`);
}
