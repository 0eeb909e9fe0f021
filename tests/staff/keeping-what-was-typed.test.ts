import { expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { Paula, Quinten } from '../support/people.ts';
import { appCode, openSite, type Site } from '../support/site.ts';
import { cookieOf, openBrowser } from './browser.ts';

const FORM = paths.staff.newParticipant();
const TYPED = {
  soort: 'participant',
  voornaam: 'Wietske',
  achternaam: 'van "Zee"',
  notitie: 'Een\nlang verhaal',
  land: 'NL',
};

it('gives a form back as it was typed, when the session ran out while somebody was writing', async () => {
  const { site, browser, secret } = await paulaAtWork();
  site.clock.advance(31 * MINUTE);
  const sent = await browser.post(FORM, TYPED).set('Referer', site.url + FORM);
  const signIn = String(sent.headers.location);
  expect([sent.status, signIn.startsWith(`${paths.staff.signIn()}?naar=`)]).toEqual([303, true]);
  expect((await browser.get(signIn)).text).toContain('U was uitgelogd. Wat u typte, is bewaard.');

  const back = await signInAgain(site, browser, secret, signIn);
  expect(back.startsWith(`${FORM}?bewaard=`)).toBe(true);
  for (let time = 0; time < 2; time += 1) {
    const page = await browser.get(back);
    expect(page.status).toBe(200);
    expect(page.text).toContain('U was uitgelogd. Wat u typte, staat hieronder weer');
    expect(page.text).toContain('value="Wietske"');
    expect(page.text).toContain('value="van &#34;Zee&#34;"');
    expect(page.text.replaceAll('\r', '')).toMatch(/<textarea[^>]*>\nEen\nlang verhaal<\/textarea>/);
  }
  expect(site.services.participants.counts().participant).toBe(0);
  expect((await browser.post(FORM, TYPED)).status).toBe(303);
  expect((await browser.get(back)).text).not.toContain('van &#34;Zee&#34;');
  expect(texts(site)).toBe(0);
});

it('does so after the twelve hours too, however busy', async () => {
  const { site, browser, secret } = await paulaAtWork();
  for (let time = 0; time < 12 * 3; time += 1) {
    site.clock.advance(20 * MINUTE);
    await browser.get(paths.staff.dashboard());
  }
  const sent = await browser.post(FORM, TYPED).set('Referer', site.url + FORM);
  const back = await signInAgain(site, browser, secret, String(sent.headers.location));
  expect((await browser.get(back)).text).toContain('value="Wietske"');
});

it('shows the text beside the page where there is no form that it fits', async () => {
  const { site, browser, secret } = await paulaAtWork();
  site.clock.advance(HOUR);
  const { id } = site.services.issues.create();
  const typed = { 'blok-1-tekst': 'Beste mensen, <b>kom</b> ook.', versie: '1' };
  const sent = await browser
    .post(paths.staff.issue(id), typed)
    .set('Referer', site.url + paths.staff.issues());
  const back = await signInAgain(site, browser, secret, String(sent.headers.location));
  const page = await browser.get(back);
  expect(page.text).toContain('Wat u deed, is niet gebeurd.');
  expect(page.text).toContain('Beste mensen, &lt;b&gt;kom&lt;/b&gt; ook.');
});

it('gives it to nobody else, keeps it sealed, without passwords, for a day', async () => {
  const { site, browser, secret } = await paulaAtWork();
  const quinten = await site.signIn(Quinten);
  site.clock.advance(HOUR);
  const sent = await browser
    .post(FORM, { ...TYPED, password: 'geheim woord', code: '123456' })
    .set('Referer', site.url + FORM);
  const dump = site.dump();
  for (const word of ['Wietske', 'lang verhaal', 'geheim woord', '123456'])
    expect([word, dump.includes(word)]).toEqual([word, false]);
  const back = new URL(String(sent.headers.location), site.url).searchParams.get('naar') ?? '';
  expect((await quinten.get(back)).text).not.toContain('Wietske');
  expect((await quinten.get(back)).status).toBe(200);

  await signInAgain(site, browser, secret, String(sent.headers.location));
  expect((await browser.get(back)).text).toContain('Wietske');
  expect((await browser.get(back)).text).not.toContain('geheim woord');
  site.clock.advance(DAY);
  await site.runTask('remove what is past its term');
  expect(texts(site)).toBe(0);
});

it('keeps nothing for whoever signed out, or was signed out, or never was in', async () => {
  const { site, browser, cookie } = await paulaAtWork();
  const send = async (cookie: string) =>
    site.post(FORM, TYPED).set({ Origin: site.url, Referer: site.url + FORM, Cookie: cookie });
  await browser.post(paths.staff.signOut());
  for (const held of [cookie, '', `beheer=${'A'.repeat(43)}`]) {
    const answer = await send(held);
    expect([answer.status, answer.headers.location]).toEqual([303, paths.staff.signIn()]);
  }
  expect(texts(site)).toBe(0);
});

it('leaves alone what a script sends in the background, and what is far too long', async () => {
  const { site, browser } = await paulaAtWork();
  site.clock.advance(HOUR);
  const background = await browser.post(FORM, TYPED).set('Sec-Fetch-Mode', 'cors');
  expect(background.headers.location).toBe(paths.staff.signIn());
  const long = await browser.post(FORM, { ...TYPED, notitie: 'x'.repeat(1_100_000) });
  expect([long.status, long.headers.location]).toEqual([303, paths.staff.signIn()]);
  expect(texts(site)).toBe(0);
});

it('is not led astray by where a form says that it stood', async () => {
  const { site, browser } = await paulaAtWork();
  site.clock.advance(HOUR);
  for (const referer of [
    'https://evil.example/beheer/../x',
    'geen adres',
    `${site.url}/beheer/inloggen`,
    `${site.url}/artikelen`,
  ]) {
    const { headers } = await browser.post(FORM, TYPED).set('Referer', referer);
    const naar = new URL(String(headers.location), site.url).searchParams.get('naar') ?? '';
    expect([referer, naar.replace(/=.*/, '=')]).toEqual([referer, `${paths.staff.dashboard()}?bewaard=`]);
  }
});

async function paulaAtWork() {
  const site = await openSite();
  const browser = openBrowser(site);
  const link = paths.staff.setUp(site.services.accounts.firstInvitation() ?? '');
  const cookie = `beheer=${cookieOf(await browser.post(link, Paula), 'beheer')}`;
  const secret = await site.giveSecondFactor(Paula);
  await browser.get(paths.staff.dashboard());
  return { site, browser, secret, cookie };
}

/** Signs in as the page asks. Returns where that leads. */
async function signInAgain(
  site: Site,
  browser: ReturnType<typeof openBrowser>,
  secret: string,
  signIn: string,
) {
  const naar = new URL(signIn, site.url).searchParams.get('naar') ?? '';
  await browser.signIn(Paula, { naar });
  const code = await appCode(secret, site.clock.now());
  const done = await browser.post(paths.staff.secondStep(), { code, naar });
  return String(done.headers.location);
}

function texts(site: Site): number {
  return Number(site.services.connection.prepare('SELECT count(*) FROM kept_texts').pluck().get());
}
