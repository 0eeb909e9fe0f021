import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { createServices } from '../../src/services.ts';
import { openSite, type Site } from '../support/site.ts';
import { check, csvOf, readers, upload } from './lists.ts';

/** More than what is brought in at a time. */
const MANY = 5600;

async function checkedList(site: Site) {
  const paula = await site.signIn();
  const rows = Array.from({ length: MANY }, (_, number) => [`r${number}@lezers.example`, `Naam ${number}`]);
  const id = await upload(site, paula, csvOf([['e-mail', 'naam'], ...rows]));
  await check(site, paula, id);
  return { paula, id };
}

it('shows and mails nobody of a list until all of it is in, and then everybody', async () => {
  const site = await openSite();
  await site.subscribe({ email: 'was-er-al@lezers.example' });
  const { paula, id } = await checkedList(site);
  const { imports, subscribers } = site.services;
  await paula.post(paths.staff.applyList(id));
  await imports.work();
  expect(imports.byId(id)).toMatchObject({ state: 'applying', progress: 5000 });
  expect(subscribers.counts().subscribed).toBe(1);
  expect(subscribers.list({ words: '' }).subscribers).toHaveLength(1);
  expect(subscribers.list({ words: 'r12' }).subscribers).toEqual([]);
  expect(subscribers.mailing.forSending(undefined, 9000)).toHaveLength(1);
  const page = (await paula.get(paths.staff.list(id))).text;
  expect(page).toContain('<p class="tile-number">5.000</p>');
  await site.settle();
  expect(subscribers.counts().subscribed).toBe(MANY + 1);
  expect(subscribers.mailing.forSending(undefined, 9000)).toHaveLength(MANY + 1);
  await paula.post(paths.staff.undoList(id));
  await imports.work();
  expect(subscribers.counts().subscribed).toBe(1);
  await site.settle();
  expect(subscribers.counts().subscribed).toBe(1);
});

it('goes on where it was after the program stopped in the middle of any step', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const rows = Array.from({ length: MANY }, (_, number) => [`r${number}@lezers.example`]);
  const bytes = csvOf([['e-mail'], ...rows]);
  const about = { list: 'readers', fileName: 'a.csv', staffName: 'P', worker: 'site' } as const;
  const { imports, subscribers } = site.services;
  const id = imports.receive({ ...about, bytes });
  for (const pieces of [2, 1, 13]) await workAfterRestart(site, pieces);
  expect(imports.byId(id)).toMatchObject({ state: 'read', rows: MANY + 1 });
  await paula.post(paths.staff.listColumns(id), { kolom0: 'address', kopregel: 'ja' });
  await paula.post(paths.staff.listConsent(id), { basis0: 'none' });
  for (const pieces of [1, 5, 20]) await workAfterRestart(site, pieces);
  expect(imports.byId(id)).toMatchObject({ state: 'checked', counts: { 'put-aside': MANY } });
  await paula.post(paths.staff.applyList(id));
  await stopHalfWay(site);
  expect(subscribers.counts()['put-aside']).toBe(0);
  expect(imports.byId(id)).toMatchObject({ state: 'applying', progress: 0 });
  for (const pieces of [1, 1]) await workAfterRestart(site, pieces);
  expect(imports.byId(id)).toMatchObject({ state: 'applied', counts: { 'put-aside': MANY } });
  expect(subscribers.counts()['put-aside']).toBe(MANY);
  for (const pieces of [2, 20]) await workAfterRestart(site, pieces);
  expect(site.services.connection.prepare('SELECT DISTINCT cells FROM import_rows').pluck().all()).toEqual([
    '[]',
  ]);
  await paula.post(paths.staff.undoList(id));
  for (const pieces of [2, 40]) await workAfterRestart(site, pieces);
  expect(imports.byId(id)).toMatchObject({ state: 'undone', counts: { undone: MANY, kept: 0 } });
});

it('counts what a list of who left did only once, also when it was done again after a stop', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await site.subscribe({ email: 'a0@lezers.example' });
  const rows = Array.from({ length: 4000 }, (_, number) => [`a${number}@lezers.example`]);
  const id = await upload(site, paula, csvOf([['e-mail'], ...rows]), { soort: 'unsubscribed' });
  await check(site, paula, id);
  await paula.post(paths.staff.applyList(id));
  await stopHalfWay(site);
  expect(readers(site)).toEqual({ 'a0@lezers.example': 'left' });
  await site.settle();
  expect(site.services.imports.byId(id)?.counts).toEqual({ 'taken-off': 1, 'kept-out': 3999 });
});

it('forgets a row that it was thrown away with while the worker was busy', async () => {
  const site = await openSite();
  const { paula, id } = await checkedList(site);
  await paula.post(paths.staff.listColumns(id), {
    kolom0: 'address',
    kolom1: 'nothing',
    kopregel: 'ja',
  });
  await paula.post(paths.staff.listConsent(id), { basis0: 'none' });
  await site.services.imports.work();
  await paula.post(paths.staff.dropList(id));
  await site.settle();
  expect(site.services.connection.prepare('SELECT count(*) FROM import_rows').pluck().get()).toBe(0);
  expect(site.services.connection.prepare('SELECT count(*) FROM imports').pluck().get()).toBe(0);
});

it('answers pages while a list comes in', async () => {
  const site = await openSite();
  const { paula, id } = await checkedList(site);
  await paula.post(paths.staff.applyList(id));
  const working = site.services.imports.workOn(id);
  const waits: number[] = [];
  while (site.services.imports.byId(id)?.state === 'applying') {
    const start = performance.now();
    expect((await site.get(paths.newsletter())).status).toBe(200);
    waits.push(performance.now() - start);
  }
  await working;
  expect(waits.length).toBeGreaterThan(1);
});

/** Another process begins to bring a list in, and ends without a word when the first batch is done. */
async function stopHalfWay(site: Site): Promise<void> {
  const { config, clock, log, connection } = site.services;
  const services = createServices({ config, clock, randomness: randomBytes, log });
  const done = connection
    .prepare('SELECT (SELECT count(*) FROM imported_readers) + (SELECT count(*) FROM suppressions)')
    .pluck();
  const working = services.imports.work();
  while (done.get() === 0) await pause(0);
  services.close();
  await expect(working).rejects.toThrow('not open');
}

/** Another process on the same folder does some pieces of the work, and ends without a word. */
async function workAfterRestart(site: Site, pieces: number): Promise<void> {
  const { config, clock, log } = site.services;
  const services = createServices({ config, clock, randomness: randomBytes, log });
  for (let piece = 0; piece < pieces; piece += 1) await services.imports.work();
  services.close();
}
