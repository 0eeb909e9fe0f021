import { expect, it } from 'vitest';
import { MINUTE } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { openBrowser } from './browser.ts';
import { putPeopleInTheLists, READER } from './people-in-the-lists.ts';

const PASSWORD = 'bevestig-wachtwoord';

it('asks for the password again before somebody is removed, and then goes on by itself', async () => {
  const { site, paula, ids } = await paulaAfter(10 * MINUTE);
  const path = paths.staff.removeSubscriber(ids.subscriber);
  const asked = await paula.post(path, { reden: 'op verzoek "nu"' });
  expect([asked.status, asked.text.includes('Even bevestigen')]).toEqual([422, true]);
  expect(asked.text).toContain('name="reden" value="op verzoek &#34;nu&#34;"');
  expect((await paula.get(paths.staff.subscriber(ids.subscriber))).text).toContain(READER.email);

  const wrong = await paula.post(path, { [PASSWORD]: Quinten.password });
  expect([wrong.status, wrong.text.includes('Dit wachtwoord klopt niet.')]).toEqual([422, true]);
  expect(wrong.text).not.toContain(Quinten.password);
  const done = await paula.post(path, { [PASSWORD]: Paula.password });
  expect([done.status, done.headers.location]).toEqual([303, paths.staff.subscribers()]);
  expect(site.services.subscribers.byId(ids.subscriber)).toBeUndefined();
});

it('asks nothing within ten minutes of the password, and counts each proof', async () => {
  const { site, paula, ids } = await paulaAfter(10 * MINUTE - 1);
  expect((await paula.get(paths.staff.exportSubscribers())).status).toBe(200);
  site.clock.advance(1);
  const led = await paula.get(paths.staff.exportSubscribers());
  const confirm = `${paths.staff.confirm()}?naar=${encodeURIComponent(paths.staff.exportSubscribers())}`;
  expect([led.status, led.headers.location]).toEqual([303, confirm]);
  expect((await paula.get(confirm)).text).toContain(`name="naar" value="${paths.staff.exportSubscribers()}"`);
  const back = await paula.post(paths.staff.confirm(), {
    naar: paths.staff.exportSubscribers(),
    [PASSWORD]: Paula.password,
  });
  expect([back.status, back.headers.location]).toEqual([303, paths.staff.exportSubscribers()]);
  expect((await paula.get(paths.staff.subscriberStory(ids.subscriber))).status).toBe(200);
});

it('leaves nobody on the form when it was a file that was asked for', async () => {
  const { paula, ids } = await paulaAfter(10 * MINUTE);
  const file = paths.staff.subscriberStory(ids.subscriber);
  const answer = await paula.post(paths.staff.confirm(), { naar: file, [PASSWORD]: Paula.password });
  expect([answer.status, answer.headers.refresh]).toEqual([200, `0; url=${file}`]);
  expect(answer.text).toContain(`href="${file}">Haal het bestand op`);
  expect(answer.text).not.toContain('type="password"');
  expect((await paula.get(file)).headers['content-type']).toBe('application/pdf');
});

it('asks before everything that takes people along, takes them away, or changes an account', async () => {
  const { site, paula, ids } = await paulaAfter(10 * MINUTE);
  const meeting = 'geen-bijeenkomst';
  for (const path of [
    ...[paths.staff.exportSubscribers(), paths.staff.exportParticipants(), paths.staff.app()],
    ...[paths.staff.subscriberStory(ids.subscriber), paths.staff.password()],
    ...[paths.staff.invitationLetters(meeting), paths.staff.invitationLabels(meeting)],
    ...[paths.staff.doorList(meeting), paths.staff.badges(meeting)],
  ]) {
    const { headers } = await paula.get(path);
    expect([path, headers.location]).toEqual([
      path,
      `${paths.staff.confirm()}?naar=${encodeURIComponent(path)}`,
    ]);
  }
  const before = site.dump();
  for (const path of [
    ...[paths.staff.exportSubscribers(), paths.staff.exportParticipants(), paths.staff.app()],
    ...[paths.staff.removeSubscriber(ids.subscriber), paths.staff.removeParticipant(ids.participant)],
    ...[
      paths.staff.password(),
      paths.staff.passkeys(),
      paths.staff.removePasskey('x'),
      paths.staff.removeApp(),
    ],
    ...[paths.staff.recoveryCodes(), paths.staff.colleagues(), paths.staff.letBackIn('x')],
    paths.staff.endAccess('x'),
  ]) {
    const answer = await paula.post(path);
    expect([path, answer.status, answer.text.includes('Even bevestigen')]).toEqual([path, 422, true]);
  }
  expect(withoutUse(site.dump()) === withoutUse(before)).toBe(true);

  const many = { keuze: `id=${ids.participant}`, doe: 'remove' };
  expect((await paula.post(paths.staff.chosenParticipants(), many)).text).toContain('Even bevestigen');
  const tag = { ...many, doe: 'tag', label: '' };
  expect((await paula.post(paths.staff.chosenParticipants(), tag)).text).not.toContain('Even bevestigen');
});

it('stops who guesses, and does not count the right password', async () => {
  const { paula } = await paulaAfter(10 * MINUTE);
  const give = (password: string) => paula.post(paths.staff.confirm(), { [PASSWORD]: password });
  for (let time = 0; time < 10; time += 1) expect((await give(`fout ${time}`)).status).toBe(422);
  expect((await give(Paula.password)).status).toBe(429);
});

it('leads nowhere outside the staff side', async () => {
  const { paula } = await paulaAfter(0);
  const answer = await paula.post(paths.staff.confirm(), { naar: 'https://evil.example/beheer' });
  expect(answer.headers.location).toBe(paths.staff.dashboard());
});

it('is over for a cookie that was stolen, once its owner signs out', async () => {
  const { site, paula, ids } = await paulaAfter(0);
  await paula.post(paths.staff.signOut());
  const answer = await paula.post(paths.staff.removeSubscriber(ids.subscriber), {
    [PASSWORD]: Paula.password,
  });
  expect([answer.status, answer.headers.location]).toEqual([303, paths.staff.signIn()]);
  expect(site.services.subscribers.byId(ids.subscriber)).toBeDefined();
});

/** Paula at work in a browser of her own, so long after she signed in. */
async function paulaAfter(milliseconds: number) {
  const site = await openSite();
  const ids = await putPeopleInTheLists(site);
  const paula = await fresh(site);
  site.clock.advance(milliseconds);
  return { site, paula, ids };
}

async function fresh(site: Site) {
  const browser = openBrowser(site);
  await browser.post(paths.staff.setUp(site.services.accounts.firstInvitation() ?? ''), Paula);
  await site.giveSecondFactor(Paula);
  // Told once.
  await browser.get(paths.staff.dashboard());
  return browser;
}

/** Looking at a page notes the use of the session; that is no change. */
function withoutUse(dump: string): string {
  return dump.replaceAll(/"last_used_at":"[^"]*"/g, '');
}
