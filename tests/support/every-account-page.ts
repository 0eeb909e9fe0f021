import { paths } from '../../src/paths.ts';
import { makePasskey } from '../staff/authenticator.ts';
import { Paula, Quinten } from './people.ts';
import { appCode, openSite } from './site.ts';

type Note = (name: string, path: string, answer: { text: string; headers: Record<string, unknown> }) => void;

const MINUTE = 60_000;
const Rosa = {
  name: 'Rosa Voorbeeld',
  email: 'rosa@kantoor.example',
  password: 'acht blauwe stoelen op een dak',
};

/** Goes through the accounts of the staff: signing in in two steps, setting them up, losing and regaining access. */
export async function seeEveryAccountPage(note: Note): Promise<void> {
  const site = await openSite();
  const { staff } = paths;
  const paula = await site.signIn(Paula, { secondFactor: false, atWork: true });
  const see = async (name: string, path: string) => note(`accounts: ${name}`, path, await paula.get(path));
  const send = async (name: string, path: string, form: Record<string, string> = {}) =>
    note(`accounts: ${name}`, path, await paula.post(path, form));

  await see('no second factor', staff.account());
  await see(
    'led to setting one up',
    `${staff.secondFactor()}?naar=${encodeURIComponent(staff.participants())}`,
  );
  await send('a passkey that is not right', staff.passkeys(), { passkey: '{}', naar: staff.participants() });
  await see('an app', staff.app());
  const geheim = 'A'.repeat(32);
  await send('an app refused', staff.app(), { geheim, code: '1' });
  await paula.post(staff.app(), { geheim, code: await appCode(geheim, site.clock.now()) });
  await see('new recovery codes', staff.recoveryCodes());
  await paula.post(staff.recoveryCodesKept());
  await see('second factor ready', staff.account());
  await see('recovery codes left', staff.recoveryCodes());
  const asked = await paula.post(staff.askNewPasskey());
  const passkey = makePasskey({ origin: site.url });
  await paula.post(staff.passkeys(), { passkey: passkey.create(asked.body) });
  await see('an app and a passkey', staff.account());
  await see('another one', staff.secondFactor());
  await see('another phone', staff.app());
  await paula.post(staff.removeApp());
  await see('an app removed', staff.account());
  await paula.post(staff.removeApp());
  await see('an app that was gone', staff.account());
  const [id = ''] = site.services.factors.of(memberOf(Paula)).passkeys.map((known) => known.id);
  await paula.post(staff.removePasskey(id));
  await see('the last one stays', staff.account());
  await see('a password', staff.password());
  await send('a password refused', staff.password(), { password: 'kort' });
  await paula.post(staff.password(), { password: Paula.password });
  await see('a password changed', staff.account());

  await see('alone', staff.colleagues());
  await send('inviting refused', staff.colleagues(), { name: '', email: 'x' });
  await paula.post(staff.colleagues(), { name: Quinten.name, email: Quinten.email });
  await see('a link for somebody new', staff.newLink());
  await site.signIn(Quinten);
  await site.signIn(Rosa);
  await see('more than two', staff.colleagues());
  await see('more than two, the overview', staff.dashboard());
  await paula.post(staff.letBackIn(memberOf(Quinten)));
  const shown = await paula.get(staff.newLink());
  note('accounts: a link to come back in', staff.newLink(), shown);
  const link = /\/beheer\/welkom\/[\w-]{43}/.exec(shown.text)?.[0] ?? '';
  note('accounts: coming back in', link, await site.get(link));
  await paula.post(staff.endAccess(memberOf(Rosa)));
  await see('access ended', staff.colleagues());

  const browser = site.browser();
  const signIn = { email: Paula.email, password: Paula.password };
  await browser.post(staff.signIn(), signIn);
  note('accounts: second step, a passkey', staff.secondStep(), await browser.get(staff.secondStep()));
  const wrong = { herstelcode: 'x', naar: staff.participants() };
  note('accounts: second step refused', staff.secondStep(), await browser.post(staff.secondStep(), wrong));
  await paula.post(staff.app(), { geheim, code: await appCode(geheim, site.clock.now()) });
  await see('an app added', staff.account());
  await paula.post(staff.recoveryCodes());
  const codes =
    (await paula.get(staff.recoveryCodes())).text.match(/[0-9a-z]{4}(?:-[0-9a-z]{4}){3}(?=<)/g) ?? [];
  const step = await browser.get(staff.secondStep());
  note('accounts: second step, an app', staff.secondStep(), step);
  const code = { code: '12', naar: '/beheer' };
  note('accounts: a code refused', staff.secondStep(), await browser.post(staff.secondStep(), code));
  const over = await site.browser().post(staff.secondStep(), code);
  note('accounts: second step over', staff.secondStep(), over);
  const noPasskey = await browser.post(staff.signInByPasskey(), { passkey: '{}' });
  note('accounts: signing in by a passkey that is not right', staff.signInByPasskey(), noPasskey);
  await browser.post(staff.secondStep(), { herstelcode: codes[0] ?? '' });
  note('accounts: a recovery code used', staff.dashboard(), await browser.get(staff.dashboard()));

  site.clock.advance(11 * MINUTE);
  note('accounts: asks again', staff.confirm(), await browser.get(staff.confirm()));
  for (const form of [{ 'bevestig-wachtwoord': 'x' }, { 'bevestig-passkey': '{}' }]) {
    note('accounts: asks again, not satisfied', staff.confirm(), await browser.post(staff.confirm(), form));
  }
  const proof = { naar: '/beheer/lezers/x/verhaal.pdf', 'bevestig-wachtwoord': Paula.password };
  note('accounts: a file comes', staff.confirm(), await browser.post(staff.confirm(), proof));
  site.clock.advance(15 * MINUTE);
  await see('a link shown too long ago', staff.newLink());
  site.clock.advance(20 * MINUTE);
  for (const [name, page, typed] of [
    ['on its form', staff.newParticipant(), { achternaam: 'Vries' }],
    ['beside the page', staff.issues(), { tekst: 'Beste mensen, kom ook.' }],
  ] as const) {
    const sent = await browser.post(page, typed).set('Referer', site.url + page);
    const asked = String(sent.headers.location);
    note(`accounts: typed before signing in, ${name}`, staff.signIn(), await browser.get(asked));
    const back = new URL(asked, site.url).searchParams.get('naar') ?? '';
    note(`accounts: typed, back ${name}`, page, await paula.get(back));
  }

  function memberOf({ email }: { email: string }): string {
    return site.services.accounts.list().find((member) => member.email === email)?.id ?? '';
  }
}
