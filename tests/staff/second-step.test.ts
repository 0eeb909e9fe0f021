import { expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { Paula } from '../support/people.ts';
import { appCode, openSite, type Site } from '../support/site.ts';
import { cookieOf, openBrowser, PASSWORD_ALONE } from './browser.ts';

const REGISTER = `${paths.staff.participants()}?q=jansen`;

it('is asked for before the register: whoever has none sets one up, and comes back where they were going', async () => {
  const site = await openSite();
  const paula = await site.signIn(Paula, PASSWORD_ALONE);
  expect((await paula.get(paths.staff.dashboard())).text).toContain('Zet de tweede stap aan');

  const led = await paula.get(REGISTER);
  const setUp = `${paths.staff.secondFactor()}?naar=${encodeURIComponent(REGISTER)}`;
  expect([led.status, led.headers.location]).toEqual([303, setUp]);
  expect((await paula.get(setUp)).text).toContain(
    `${paths.staff.app()}?naar=${encodeURIComponent(REGISTER)}`,
  );

  const page = await paula.get(`${paths.staff.app()}?naar=${encodeURIComponent(REGISTER)}`);
  const secret = secretIn(page.text);
  expect(page.text).toContain('<svg class="qr"');
  const form = { geheim: secret, naar: REGISTER };
  const wrong = await paula.post(paths.staff.app(), { ...form, code: '000000' });
  expect([wrong.status, secretIn(wrong.text)]).toEqual([422, secret]);
  expect(wrong.text).toContain('Deze code klopt niet.');

  const added = await paula.post(paths.staff.app(), {
    ...form,
    code: await appCode(secret, site.clock.now()),
  });
  const codes = `${paths.staff.recoveryCodes()}?naar=${encodeURIComponent(REGISTER)}`;
  expect([added.status, added.headers.location]).toEqual([303, codes]);
  expect((await paula.get(codes)).text.match(/<code>[0-9a-z-]{19}<\/code>/g)).toHaveLength(10);
  const kept = await paula.post(paths.staff.recoveryCodesKept(), { naar: REGISTER });
  expect([kept.status, kept.headers.location]).toEqual([303, REGISTER]);
  expect((await paula.get(REGISTER)).status).toBe(200);
  expect((await paula.get(codes)).text).toContain('U hebt nog 10 herstelcodes.');
  await site.settle();
  expect(site.mailTo(Paula.email).text).toContain('er is een app met codes toegevoegd');
});

it('is asked for before everything with persons in it, and before nothing else', async () => {
  const site = await openSite();
  const paula = await site.signIn(Paula, PASSWORD_ALONE);
  for (const path of [
    ...[paths.staff.subscribers(), paths.staff.lists(), paths.staff.newList()],
    ...[paths.staff.exportSubscribers(), paths.staff.registerLists(), paths.staff.exportParticipants()],
    ...[paths.staff.newParticipant(), paths.staff.ledger(), paths.staff.colleagues()],
  ]) {
    const { headers } = await paula.get(path);
    const setUp = `${paths.staff.secondFactor()}?naar=${encodeURIComponent(path)}`;
    expect([path, headers.location]).toEqual([path, setUp]);
  }
  const sent = await paula.post(paths.staff.exportSubscribers(), { soort: 'csv', stand: '' });
  expect(sent.headers.location).toContain(paths.staff.secondFactor());
  for (const path of [paths.staff.issues(), paths.staff.meetings(), paths.staff.account()]) {
    expect([path, (await paula.get(path)).status]).toEqual([path, 200]);
  }
});

it('follows the password, and leads on to the page that was wanted', async () => {
  const { site, secret } = await paulaWithApp();
  const browser = openBrowser(site);
  const first = await browser.signIn(Paula, { naar: REGISTER });
  const step = `${paths.staff.secondStep()}?naar=${encodeURIComponent(REGISTER)}`;
  expect([first.status, first.headers.location]).toEqual([303, step]);
  expect(cookieOf(first, 'beheer')).toBeUndefined();
  expect((await browser.get(paths.staff.dashboard())).status).toBe(303);

  expect((await browser.get(step)).text).toContain('autocomplete="one-time-code"');
  const code = await appCode(secret, site.clock.now());
  const done = await browser.post(paths.staff.secondStep(), { code, naar: REGISTER });
  expect([done.status, done.headers.location]).toEqual([303, REGISTER]);
  expect((await browser.get(REGISTER)).status).toBe(200);
});

it('takes a code with spaces, dashes or wide digits, and the one of just before or after', async () => {
  const { site, secret } = await paulaWithApp();
  const wide = (code: string) =>
    code.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
  const ways: [number, (code: string) => string][] = [
    [0, (code) => ` ${code.slice(0, 3)} ${code.slice(3)} `],
    [0, (code) => `${code.slice(0, 3)}-${code.slice(3)}`],
    [0, wide],
    [-30, (code) => code],
    [30, (code) => code],
  ];
  for (const [seconds, typed] of ways) {
    site.clock.advance(5 * MINUTE);
    const code = await appCode(secret, new Date(site.clock.now().getTime() + seconds * SECOND));
    expect([typed(code), (await (await halfWay(site)).enter(typed(code))).status]).toEqual([
      typed(code),
      303,
    ]);
  }
});

it('takes no code twice, whichever way the clock is set', async () => {
  const { site, secret } = await paulaWithApp();
  const code = await appCode(secret, site.clock.now());
  expect((await (await halfWay(site)).enter(code)).status).toBe(303);
  const again = await (await halfWay(site)).enter(code);
  expect([again.status, again.text.includes('Deze code is al gebruikt.')]).toEqual([422, true]);
  site.clock.advance(20 * SECOND);
  expect((await (await halfWay(site)).enter(code)).status).toBe(422);
  site.clock.advance(10 * MINUTE);
  const next = await appCode(secret, site.clock.now());
  expect((await (await halfWay(site)).enter(next)).status).toBe(303);
  site.clock.advance(-10 * MINUTE);
  expect((await (await halfWay(site)).enter(code)).status).toBe(422);
});

it('lets a clock that was an hour ahead not lock anybody out once it is right again', async () => {
  const { site, secret } = await paulaWithApp();
  site.clock.advance(HOUR);
  expect((await (await halfWay(site)).enter(await appCode(secret, site.clock.now()))).status).toBe(303);
  site.clock.advance(-HOUR + 30 * SECOND);
  expect((await (await halfWay(site)).enter(await appCode(secret, site.clock.now()))).status).toBe(303);
});

it('says so when the clock of the phone is five minutes off, and lets nobody in by it', async () => {
  const { site, secret } = await paulaWithApp();
  const { browser, enter } = await halfWay(site);
  for (const [minutes, words] of [
    [-5, 'De klok van uw telefoon loopt 5 minuten achter'],
    [5, 'De klok van uw telefoon loopt 5 minuten voor'],
  ] as const) {
    const then = new Date(site.clock.now().getTime() + minutes * MINUTE);
    const answer = await enter(await appCode(secret, then));
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true]);
  }
  expect((await browser.get(paths.staff.dashboard())).status).toBe(303);
});

it('says what a code is when something else is typed', async () => {
  const { site } = await paulaWithApp();
  const { enter } = await halfWay(site);
  for (const typed of ['', '12345', '1234567', '12 34 5x', '١٢٣٤٥٦']) {
    const answer = await enter(typed);
    const told = answer.text.includes('Een code heeft zes cijfers.');
    expect([typed, answer.status, told]).toEqual([typed, 422, true]);
  }
});

it('stops who guesses codes after five, warns the owner once, and keeps the owner out of it', async () => {
  const { site, secret } = await paulaWithApp();
  const owner = openBrowser(site);
  await owner.signIn(Paula);
  await owner.post(paths.staff.secondStep(), { code: await appCode(secret, site.clock.now()) });
  site.clock.advance(MINUTE);

  const { enter } = await halfWay(site);
  const right = await appCode(secret, site.clock.now());
  const wrong = ['000000', '111111', '222222', '333333', '444444'].filter((code) => code !== right);
  for (const code of wrong) expect((await enter(code)).status).toBe(422);
  for (const code of [right, right]) expect((await enter(code)).status).toBe(429);
  await site.settle();
  expect(site.mails.filter(({ subject }) => subject === 'Iemand kent uw wachtwoord')).toHaveLength(1);

  await owner.signIn(Paula);
  expect((await owner.post(paths.staff.secondStep(), { code: right })).status).toBe(303);
});

it('has to come within a quarter of an hour, and the way to it works once', async () => {
  const { site, secret } = await paulaWithApp();
  const late = await halfWay(site);
  site.clock.advance(15 * MINUTE);
  const answer = await late.enter(await appCode(secret, site.clock.now()));
  expect([answer.status, answer.text.includes('Begin opnieuw')]).toEqual([422, true]);
  site.clock.advance(-HOUR);
  expect((await late.browser.get(paths.staff.secondStep())).headers.location).toBe(paths.staff.signIn());
  site.clock.advance(HOUR);

  const once = await halfWay(site);
  expect((await once.enter(await appCode(secret, site.clock.now()))).status).toBe(303);
  const stolen = await site
    .post(paths.staff.secondStep(), {
      code: await appCode(secret, new Date(site.clock.now().getTime() + 30_000)),
    })
    .set({ Origin: site.url, Cookie: `inlogstap=${once.token}` });
  expect(stolen.status).toBe(422);
});

it('is over when the password is changed meanwhile', async () => {
  const { site, secret, paula } = await paulaWithApp();
  const { enter } = await halfWay(site);
  await paula.post(paths.staff.password(), { password: 'negen groene ladders naast het huis' });
  expect((await enter(await appCode(secret, site.clock.now()))).status).toBe(422);
});

it('ends the sessions of before it was asked for', async () => {
  const site = await openSite();
  const paula = await site.signIn(Paula, PASSWORD_ALONE);
  const elsewhere = openBrowser(site);
  await elsewhere.signIn(Paula);
  const geheim = secretIn((await paula.get(paths.staff.app())).text);
  await paula.post(paths.staff.app(), { geheim, code: await appCode(geheim, site.clock.now()) });
  expect((await elsewhere.get(paths.staff.dashboard())).status).toBe(303);
  expect((await paula.get(REGISTER)).status).toBe(200);
});

it('keeps the secret of the app sealed: who has the database alone cannot make codes', async () => {
  const { site, secret } = await paulaWithApp();
  expect(site.dump()).not.toContain(secret);
});

it('moves to another phone: the app of before works no more', async () => {
  const { site, secret, paula } = await paulaWithApp();
  const other = secretIn((await paula.get(paths.staff.app())).text);
  expect(other).not.toBe(secret);
  await paula.post(paths.staff.app(), { geheim: other, code: await appCode(other, site.clock.now()) });
  site.clock.advance(MINUTE);
  expect((await (await halfWay(site)).enter(await appCode(secret, site.clock.now()))).status).toBe(422);
  expect((await (await halfWay(site)).enter(await appCode(other, site.clock.now()))).status).toBe(303);
  const last = await paula.post(paths.staff.removeApp());
  expect(last.headers.location).toBe(paths.staff.account());
  expect((await paula.get(paths.staff.account())).text).toContain('het is uw enige tweede stap');
});

it('takes no secret that is not ours', async () => {
  const site = await openSite();
  const paula = await site.signIn(Paula, PASSWORD_ALONE);
  for (const geheim of ['', 'AAAA', 'a'.repeat(32), `${'A'.repeat(31)}1`]) {
    const answer = await paula.post(paths.staff.app(), { geheim, code: '000000' });
    expect([answer.status, answer.headers.location]).toEqual([303, paths.staff.app()]);
  }
});

async function paulaWithApp() {
  const site = await openSite();
  const paula = await site.signIn(Paula, { secondFactor: false, atWork: true });
  const secret = await site.giveSecondFactor(Paula);
  // The code that the app was set up with is used.
  site.clock.advance(MINUTE);
  return { site, secret, paula };
}

/** Somebody whose password was right, in a browser of their own. */
async function halfWay(site: Site) {
  const browser = openBrowser(site);
  const token = cookieOf(await browser.signIn(Paula), 'inlogstap');
  return { browser, token, enter: (code: string) => browser.post(paths.staff.secondStep(), { code }) };
}

function secretIn(page: string): string {
  return /name="geheim" value="([A-Z2-7]{32})"/.exec(page)?.[1] ?? '';
}
