import { expect, it } from 'vitest';
import { MINUTE } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite, type Site } from '../support/site.ts';
import { makePasskey } from './authenticator.ts';
import { openBrowser, PASSWORD_ALONE } from './browser.ts';

type Browser = Pick<ReturnType<typeof openBrowser>, 'post'>;

it('can be added instead of an app, with recovery codes, and opens the register', async () => {
  const site = await openSite();
  const paula = await site.signIn(Paula, PASSWORD_ALONE);
  const passkey = makePasskey({ origin: site.url });
  const asked = await ask(paula, paths.staff.askNewPasskey());
  expect(asked).toMatchObject({
    rp: { id: 'localhost' },
    user: { name: Paula.email },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const naar = paths.staff.participants();
  const added = await paula.post(paths.staff.passkeys(), { passkey: passkey.create(asked), naar });
  expect(added.headers.location).toBe(`${paths.staff.recoveryCodes()}?naar=${encodeURIComponent(naar)}`);
  expect((await paula.get(naar)).status).toBe(200);
  expect((await paula.get(paths.staff.account())).text).toContain('Passkey, gemaakt met Onbekende browser');
});

it('signs in alone, without address and password', async () => {
  const { site, passkey } = await paulaWithPasskey();
  const browser = openBrowser(site);
  const asked = await ask(browser, paths.staff.askPasskey());
  expect(asked.allowCredentials).toBeUndefined();
  const form = { passkey: passkey.get(asked), naar: paths.staff.participants() };
  const done = await browser.post(paths.staff.signInByPasskey(), form);
  expect([done.status, done.headers.location]).toEqual([303, paths.staff.participants()]);
  expect((await browser.get(paths.staff.participants())).status).toBe(200);
});

it('is the second step after the password, of the same person alone', async () => {
  const { site, passkey } = await paulaWithPasskey();
  const quinten = await site.signIn(Quinten);
  const other = makePasskey({ origin: site.url });
  await quinten.post(paths.staff.passkeys(), {
    passkey: other.create(await ask(quinten, paths.staff.askNewPasskey())),
  });
  const browser = openBrowser(site);
  await browser.signIn(Paula);
  const question = () => ask(browser, `${paths.staff.askPasskey()}?stap=2`);
  expect((await question()).allowCredentials).toEqual([expect.objectContaining({ id: passkey.id })]);
  const step = async (answer: string) => browser.post(paths.staff.secondStep(), { passkey: answer });
  expect((await step(other.get(await question()))).status).toBe(422);
  // A question that anybody may answer is none for this step.
  expect((await step(passkey.get(await ask(browser, paths.staff.askPasskey())))).status).toBe(422);
  expect((await step(passkey.get(await question()))).status).toBe(303);
});

it('confirms that who is signed in is still who it was', async () => {
  const { site, passkey } = await paulaWithPasskey();
  const browser = openBrowser(site);
  await browser.post(paths.staff.signInByPasskey(), {
    passkey: passkey.get(await ask(browser, paths.staff.askPasskey())),
  });
  site.clock.advance(11 * MINUTE);
  expect((await browser.post(paths.staff.recoveryCodes())).status).toBe(422);
  const wrong = { 'bevestig-passkey': makePasskey({ origin: site.url }).get({ challenge: 'x' }) };
  const refused = await browser.post(paths.staff.recoveryCodes(), wrong);
  expect(refused.text).toContain('Deze passkey hoort niet bij uw account.');
  const right = { 'bevestig-passkey': passkey.get(await ask(browser, paths.staff.askOwnPasskey())) };
  expect((await browser.post(paths.staff.recoveryCodes(), right)).status).toBe(303);
});

it('of another site opens nothing, nor does an answer that was given to another site', async () => {
  const { site, passkey, paula } = await paulaWithPasskey();
  const { url } = site;
  const elsewhere = makePasskey({ origin: 'https://evil.example' });
  const refusedFor = async (answer: (asked: Question) => string) => {
    const browser = openBrowser(site);
    const { status, text } = await browser.post(paths.staff.signInByPasskey(), {
      passkey: answer(await ask(browser, paths.staff.askPasskey())),
    });
    return [status, text.includes('Deze passkey hoort niet bij een account')];
  };
  expect(await refusedFor((asked) => elsewhere.get(asked))).toEqual([422, true]);
  const changed = (asked: Question, change: (client: object) => object) => {
    const answer = JSON.parse(passkey.get(asked));
    const client = JSON.parse(Buffer.from(answer.response.clientDataJSON, 'base64url').toString());
    answer.response.clientDataJSON = Buffer.from(JSON.stringify(change(client))).toString('base64url');
    return JSON.stringify(answer);
  };
  for (const origin of ['https://evil.example', url.replace('http:', 'https:'), `${url}.evil.example`]) {
    expect(await refusedFor((asked) => changed(asked, (client) => ({ ...client, origin })))).toEqual([
      422,
      true,
    ]);
  }
  for (const passkeyOf of [
    makePasskey({ origin: 'https://evil.example' }),
    makePasskey({ origin: url, rpId: 'evil.example' }),
    makePasskey({ origin: url, verifiesUser: false }),
  ]) {
    const answer = passkeyOf.create(await ask(paula, paths.staff.askNewPasskey()));
    expect((await paula.post(paths.staff.passkeys(), { passkey: answer })).status).toBe(422);
  }
});

it('answers a question once, in time, and only the one that was asked', async () => {
  const { site, passkey } = await paulaWithPasskey();
  const browser = openBrowser(site);
  const give = async (answer: string) =>
    (await browser.post(paths.staff.signInByPasskey(), { passkey: answer })).status;
  const answer = passkey.get(await ask(browser, paths.staff.askPasskey()));
  expect(await give(answer)).toBe(303);
  expect(await give(answer)).toBe(422);
  expect(await give(passkey.get({ challenge: 'AAAA' }))).toBe(422);
  const late = await ask(browser, paths.staff.askPasskey());
  site.clock.advance(5 * MINUTE);
  expect(await give(passkey.get(late))).toBe(422);
  const toAdd = await ask(browser, paths.staff.askNewPasskey());
  expect(await give(passkey.get(toAdd))).toBe(422);
  for (const nonsense of [
    '',
    '{',
    '{}',
    '[]',
    '"x"',
    JSON.stringify({ id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON: '%%%' } }),
  ]) {
    expect([nonsense, await give(nonsense)]).toEqual([nonsense, 422]);
  }
});

it('that was copied is found out: its counter goes back', async () => {
  const { site, passkey } = await paulaWithPasskey();
  const browser = openBrowser(site);
  const ahead = await ask(browser, paths.staff.askPasskey());
  const copy = passkey.get(ahead);
  const later = passkey.get(await ask(browser, paths.staff.askPasskey()));
  expect((await browser.post(paths.staff.signInByPasskey(), { passkey: later })).status).toBe(303);
  expect((await browser.post(paths.staff.signInByPasskey(), { passkey: copy })).status).toBe(422);
});

it('can be taken away, but not when it is all there is, and not by a colleague', async () => {
  const { site, paula } = await paulaWithPasskey();
  const quinten = await site.signIn(Quinten);
  const [id = ''] = site.services.factors.of(idOf(site)).passkeys.map((passkey) => passkey.id);
  await quinten.post(paths.staff.removePasskey(id));
  expect(site.services.factors.of(idOf(site)).passkeys).toHaveLength(1);
  await paula.post(paths.staff.removePasskey(id));
  expect((await paula.get(paths.staff.account())).text).toContain('het is uw enige tweede stap');
  const second = makePasskey({ origin: site.url });
  await paula.post(paths.staff.passkeys(), {
    passkey: second.create(await ask(paula, paths.staff.askNewPasskey())),
  });
  await paula.post(paths.staff.removePasskey(id));
  expect(site.services.factors.of(idOf(site)).passkeys.map((passkey) => passkey.credentialId)).toEqual([
    second.id,
  ]);
});

it('is not asked for without end', async () => {
  const site = await openSite();
  const browser = openBrowser(site);
  for (let time = 0; time < 60; time += 1) await browser.post(paths.staff.askPasskey());
  expect((await browser.post(paths.staff.askPasskey())).status).toBe(429);
});

type Question = { challenge: string; allowCredentials?: object[] };

async function ask(browser: Browser, path: string): Promise<Question> {
  const answer = await browser.post(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.body as Question;
}

/** Paula, who has a passkey and nothing else. */
async function paulaWithPasskey() {
  const site = await openSite();
  const paula = await site.signIn(Paula, { secondFactor: false, atWork: true });
  const passkey = makePasskey({ origin: site.url });
  await paula.post(paths.staff.passkeys(), {
    passkey: passkey.create(await ask(paula, paths.staff.askNewPasskey())),
  });
  return { site, paula, passkey };
}

function idOf(site: Site): string {
  return site.services.accounts.list().find(({ email }) => email === Paula.email)?.id ?? '';
}
