import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { fieldsOn, idIn, issueAt, plan, save, write } from './issues.ts';

const PAGE = 'b1946ac9-2492-4d23-8acb-f0e1a2b3c4d5';

it('saves what the script sends, and says the time and the version that it made', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await write(paula, { onderwerp: 'Lente' });
  const opened = fieldsOn((await paula.get(address)).text);
  const answer = await paula.post(paths.staff.saveIssue(idIn(address)), {
    ...opened,
    inleiding: 'Dag',
    pagina: PAGE,
  });
  expect([answer.status, answer.body]).toEqual([200, { outcome: 'saved', version: 3, time: '11.00' }]);
  expect(issueAt(site, address).introduction).toBe('Dag');
});

it('is not in its own way when an answer got lost, but is when a colleague came in between', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await write(paula, { onderwerp: 'Lente' });
  const opened = fieldsOn((await paula.get(address)).text);
  const type = (inleiding: string, pagina = PAGE) =>
    paula.post(paths.staff.saveIssue(idIn(address)), { ...opened, inleiding, pagina });
  await type('Dag');
  expect((await type('Dag, lezer')).body).toMatchObject({ outcome: 'saved' });
  expect((await type('Van elders', 'a'.repeat(36))).status).toBe(409);
  await save(paula, address, { onderwerp: 'Van een collega' });
  const late = await type('Dag, lezers');
  expect([late.status, late.body]).toEqual([409, { outcome: 'stale' }]);
  expect(issueAt(site, address)).toMatchObject({ subject: 'Van een collega', introduction: 'Dag, lezer' });
});

it('takes no page at its word that says nothing, or something that no browser makes', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await write(paula, { onderwerp: 'Lente' });
  for (const pagina of ['', 'x', '<script>alert(1)</script>', 'é'.repeat(20)]) {
    const opened = fieldsOn((await paula.get(address)).text);
    const type = (inleiding: string) =>
      paula.post(paths.staff.saveIssue(idIn(address)), { ...opened, inleiding, pagina });
    expect((await type(`eerst ${pagina}`)).status).toBe(200);
    expect((await type('daarna')).status).toBe(409);
  }
});

it('says in a word why it did not save: on its way, thrown away, or too long', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await site.subscribe(Anna);
  const address = await write(paula, { onderwerp: 'Lente', inleiding: 'Dag' });
  const opened = fieldsOn((await paula.get(address)).text);
  const type = (inleiding: string) =>
    paula.post(paths.staff.saveIssue(idIn(address)), { ...opened, inleiding });
  const long = await type('x'.repeat(20_001));
  expect([long.status, long.body.outcome]).toEqual([422, 'refused']);
  expect(long.body.message).toContain('Dit is te lang');
  plan(site, address);
  expect((await type('Dag!')).body).toEqual({ outcome: 'being-sent' });
  site.services.sending.stop(idIn(address));
  await paula.post(paths.staff.removeIssue(idIn(address)));
  expect((await type('Dag!')).body).toEqual({ outcome: 'removed' });
});

it('sends whoever is signed out to sign in, and saves nothing', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await write(paula, { onderwerp: 'Lente' });
  const opened = fieldsOn((await paula.get(address)).text);
  await paula.post(paths.staff.signOut());
  const answer = await paula.post(paths.staff.saveIssue(idIn(address)), { ...opened, inleiding: 'Dag' });
  expect([answer.status, answer.headers.location]).toEqual([303, paths.staff.signIn()]);
  expect(issueAt(site, address).introduction).toBe('');
});
