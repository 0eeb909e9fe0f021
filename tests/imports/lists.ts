import { paths } from '../../src/paths.ts';
import type { Site } from '../support/site.ts';

export type Staff = Awaited<ReturnType<Site['signIn']>>;

/** A list of readers as Excel in the Netherlands writes it. */
export function csvOf(rows: string[][]): Buffer {
  return Buffer.from(`\uFEFF${rows.map((row) => row.join(';')).join('\r\n')}\r\n`);
}

/** Consent as staff fill it in for a whole list. */
export const ATTESTED = {
  basis0: 'attested',
  herkomst0: 'Dubbele opt-in via YMLP',
  bewijs0: 'Het overzicht van YMLP van 1 maart ligt in de kluis',
};

/** Sends a file and lets the worker read it. Returns the list's id. */
export async function upload(
  site: Site,
  staff: Staff,
  bytes: Uint8Array,
  { soort = 'readers', name = 'lijst.csv' } = {},
): Promise<string> {
  const answer = await staff.upload(paths.staff.newList(), { soort }, { name, bytes });
  if (answer.status !== 303) throw new Error(`The upload answered ${answer.status}`);
  await site.settle();
  return String(String(answer.headers.location).split('/').at(-1));
}

/** What the form of the columns holds as the site guessed it. */
export async function guessedColumns(staff: Staff, id: string): Promise<Record<string, string>> {
  const { text } = await staff.get(paths.staff.listColumns(id));
  const selects = Array.from(text.matchAll(/<select[^>]* name="(kolom\d+)"[\s\S]*?<\/select>/g));
  const columns = selects.map(([select, name]) => [
    name,
    /value="([\w-]+)" selected/.exec(select)?.[1] ?? '',
  ]);
  const radios = ['kopregel', 'datum'].map((name) => [
    name,
    new RegExp(`name="${name}" value="(\\w+)" checked`).exec(text)?.[1] ?? '',
  ]);
  return Object.fromEntries([...columns, ...radios]);
}

/** Goes on with the columns as guessed, and this consent, up to the dry run. */
export async function check(
  site: Site,
  staff: Staff,
  id: string,
  consent: Record<string, string> | undefined = ATTESTED,
  columns: Record<string, string> = {},
): Promise<void> {
  const form = { ...(await guessedColumns(staff, id)), ...columns };
  await expectMove(staff.post(paths.staff.listColumns(id), form));
  if (site.services.imports.byId(id)?.list === 'readers') {
    await expectMove(staff.post(paths.staff.listConsent(id), consent));
  }
  await site.settle();
}

/** Brings a list in from the first step to the last. Returns its id. */
export async function bringIn(
  site: Site,
  staff: Staff,
  rows: string[][],
  { soort = 'readers', consent = ATTESTED }: { soort?: string; consent?: Record<string, string> } = {},
): Promise<string> {
  const id = await upload(site, staff, csvOf(rows), { soort });
  await check(site, staff, id, consent);
  await expectMove(staff.post(paths.staff.applyList(id)));
  await site.settle();
  return id;
}

/** The dry run, or the result, as a table: what would happen or happened to which row. */
export async function outcomes(site: Site, id: string): Promise<Record<number, string>> {
  const { imports } = site.services;
  const counts = imports.byId(id)?.counts ?? {};
  const found = Object.keys(counts).flatMap((outcome) => imports.rows(id, outcome as never, 1));
  return Object.fromEntries(
    found.map(({ number, outcome, detail }) => [
      number,
      detail === null ? String(outcome) : `${outcome}: ${detail}`,
    ]),
  );
}

/** Everybody in the list by address, with their state. */
export function readers(site: Site): Record<string, string> {
  const { subscribers } = site.services.subscribers.list({ words: '' });
  return Object.fromEntries(subscribers.map(({ address, state }) => [address, state]));
}

/** The id of a reader. */
export function idOf(site: Site, email: string): string {
  const { subscribers } = site.services.subscribers.list({ words: email });
  const id = subscribers.find(({ address }) => address === email)?.id;
  if (id === undefined) throw new Error(`${email} is not in the list`);
  return id;
}

async function expectMove(answer: PromiseLike<{ status: number; text: string }>): Promise<void> {
  const { status, text } = await answer;
  if (status !== 303)
    throw new Error(`The step answered ${status}: ${text.match(/field-error[\s\S]{0,200}/)?.[0]}`);
}
