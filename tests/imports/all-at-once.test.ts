import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { createServices } from '../../src/services.ts';
import { openSite, type Site } from '../support/site.ts';
import { check, csvOf, upload } from './lists.ts';

const MANY = 1600;

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
  await imports.work();
  expect(imports.byId(id)?.progress).toBe(1000);
  expect(subscribers.counts().subscribed).toBe(1);
  expect(subscribers.list({ words: '' }).subscribers).toHaveLength(1);
  expect(subscribers.list({ words: 'r12' }).subscribers).toEqual([]);
  expect(subscribers.mailing.forSending(undefined, 5000)).toHaveLength(1);
  const page = (await paula.get(paths.staff.list(id))).text;
  expect(page).toContain('<p class="tile-number">1.000</p>');
  await site.settle();
  expect(subscribers.counts().subscribed).toBe(MANY + 1);
  expect(subscribers.mailing.forSending(undefined, 5000)).toHaveLength(MANY + 1);
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
  const id = site.services.imports.receive({ ...about, bytes });
  const restart = (pieces: number) => workAfterRestart(site, pieces);
  await restart(2);
  await restart(1);
  await restart(6);
  expect(site.services.imports.byId(id)).toMatchObject({ state: 'read', rows: MANY + 1 });
  await paula.post(paths.staff.listColumns(id), { kolom0: 'address', kopregel: 'ja' });
  await paula.post(paths.staff.listConsent(id), { basis0: 'none' });
  for (const pieces of [1, 2, 3]) await restart(pieces);
  expect(site.services.imports.byId(id)).toMatchObject({ state: 'checked', counts: { 'put-aside': MANY } });
  await paula.post(paths.staff.applyList(id));
  for (const pieces of [1, 1, 4]) await restart(pieces);
  expect(site.services.imports.byId(id)).toMatchObject({ state: 'applied', counts: { 'put-aside': MANY } });
  expect(site.services.subscribers.counts()['put-aside']).toBe(MANY);
  await paula.post(paths.staff.undoList(id));
  for (const pieces of [2, 20]) await restart(pieces);
  expect(site.services.imports.byId(id)).toMatchObject({
    state: 'undone',
    counts: { undone: MANY, kept: 0 },
  });
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

/** Another process on the same folder does some pieces of the work, and ends without a word. */
async function workAfterRestart(site: Site, pieces: number): Promise<void> {
  const { config, clock, log } = site.services;
  const services = createServices({ config, clock, randomness: randomBytes, log });
  for (let piece = 0; piece < pieces; piece += 1) await services.imports.work();
  services.close();
}
