import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Paula } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { askFor, readerOf } from './readers.ts';

it('takes a reader off, with the hour to undo it, and the proof says where', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const link = await askFor(site, Anna.email);
  const answer = await site.post(`${link}/afmelden`);
  expect(answer.status).toBe(303);
  const left = String(answer.headers.location);
  expect((await site.get(left)).text).toContain('U bent afgemeld');
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 0, left: 1 });
  const own = await site.get(link);
  expect(own.text).toContain('U meldde u af, op de pagina Mijn gegevens.');
  expect((await site.post(`${link}/afmelden`)).headers.location).toBe(link);
  await site.post(`${left}/terug`);
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 1, left: 0 });
  const paula = await site.signIn(Paula);
  const page = await paula.get(paths.staff.subscriber(readerOf(site, Anna.email).id));
  expect(page.text).toContain('Meldde zich af, op de pagina Mijn gegevens.');
});

it('explains what stays and asks once more before it forgets', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const link = await askFor(site, Anna.email);
  const question = await site.get(`${link}/wissen`);
  expect(question.status).toBe(200);
  expect(question.text).toContain('Eén ding blijft');
  expect(question.text).toContain('niet terugdraaien');
  expect(question.text).toContain(`href="${link}"`);
  expect(question.headers['cache-control']).toBe('no-store');
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 1 });
});

it('forgets everything but the keyed hash, at once, with the links to it', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  const other = await askFor(site, Anna.email);
  const link = await askFor(site, Anna.email);
  await site.post(`${link}/adres`, { email: 'anna@nieuw.example' });
  await site.settle();
  const answer = await site.post(`${link}/wissen`);
  expect(answer).toMatchObject({ status: 303, headers: { location: paths.forgotten() } });
  const done = await site.get(paths.forgotten());
  expect([done.status, done.text.includes('Uw gegevens zijn gewist')]).toEqual([200, true]);
  expect(site.dump()).not.toMatch(/anna|lezers\.example|nieuw\.example/i);
  for (const dead of [link, other]) expect((await site.get(dead)).status).toBe(404);
  expect((await site.get(leave)).text).toContain('U bent al afgemeld');
  const { connection } = site.services;
  expect(connection.prepare('SELECT reason FROM suppressions').pluck().all()).toEqual(['removed']);
  for (const table of ['own_data_links', 'address_moves', 'consent_events', 'confirmations']) {
    expect([table, connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, 0]);
  }
});

it('lets who was forgotten sign up again later', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  await site.post(`${await askFor(site, Anna.email)}/wissen`);
  await site.subscribe(Anna);
  expect(site.services.subscribers.counts()).toMatchObject({ subscribed: 1 });
});
