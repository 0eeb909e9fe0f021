import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { MINUTE } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { openBrowser } from '../support/browser.ts';
import { Paula } from '../support/people.ts';
import { openPaulasPhone } from '../support/phone.ts';
import { scratchFolder } from '../support/process.ts';
import { hasProgram } from '../support/programs.ts';
import { appCode, openSite, type Site } from '../support/site.ts';

const scans = hasProgram('zbarimg', '--version');

it('lets Paula make a passkey, confirm with it and sign in with it, and nothing complains', async () => {
  const site = await openSite();
  const { page, context, complaints, authenticator } = await openPaula(site);
  await page.goto(paths.staff.participants());
  await page.getByRole('button', { name: 'Maak een passkey op dit apparaat' }).click();
  await page.getByRole('heading', { name: 'Herstelcodes van Paula de Proef' }).waitFor();
  await page.getByRole('button', { name: 'Ik heb de codes op papier' }).click();
  await page.waitForURL(`**${paths.staff.participants()}`);
  await page.getByText('De tweede stap staat aan.').waitFor();

  site.clock.advance(11 * MINUTE);
  await page.goto(paths.staff.password());
  await page.getByRole('button', { name: 'Bevestigen met een passkey' }).click();
  await page.waitForURL(`**${paths.staff.password()}`);

  await page.getByRole('button', { name: 'Uitloggen' }).click();
  await page.getByRole('button', { name: 'Inloggen met een passkey' }).click();
  await page.waitForURL(`**${paths.staff.dashboard()}`);
  await page.getByRole('button', { name: 'Uitloggen' }).click();

  await fillIn(page);
  await page.getByRole('button', { name: 'Verder met uw passkey' }).click();
  await page.waitForURL(`**${paths.staff.dashboard()}`);

  // A device that does not know its owner opens nothing.
  await page.getByRole('button', { name: 'Uitloggen' }).click();
  await authenticator.send('WebAuthn.setUserVerified', { ...authenticator.id, isUserVerified: false });
  await page.getByRole('button', { name: 'Inloggen met een passkey' }).click();
  await page.getByText('Dat lukte niet.').waitFor();
  expect(new URL(page.url()).pathname).toBe(paths.staff.signIn());
  expect(complaints).toEqual([]);
  await context.close();
});

it.skipIf(!scans)(
  'shows a QR code that a phone reads, in the dark too: the secret that stands below it',
  async () => {
    const site = await openSite();
    const { page, context } = await openPaula(site);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(paths.staff.app());
    const picture = join(scratchFolder(), 'qr.png');
    await page.locator('.qr').screenshot({ path: picture });
    const { stdout } = spawnSync('zbarimg', ['--nodbus', '--raw', '-q', picture], { encoding: 'utf8' });
    const address = new URL(stdout.trim());
    const typed = (await page.locator('.secret').textContent()) ?? '';
    expect(address.searchParams.get('secret')).toBe(typed.replaceAll(/\s/g, ''));
    expect(decodeURIComponent(address.pathname)).toBe('/Sociale Alliantie:paula@kantoor.example');
    expect(address.searchParams.get('issuer')).toBe('Sociale Alliantie');
    await context.close();
  },
);

it('prints the recovery codes, with whose they are and without the buttons', async () => {
  const site = await openSite();
  const { page, context } = await openPaula(site);
  await site.giveSecondFactor(Paula);
  await page.goto(paths.staff.recoveryCodes());
  await page.getByRole('button', { name: 'Maak tien nieuwe codes' }).click();
  await page.getByRole('heading', { name: 'Herstelcodes van Paula de Proef' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.codes code').filter({ visible: true }).count()).toBe(10);
  expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0);
  await context.close();
});

it('hides passkeys where scripts are off, and the app and the paper are there', async () => {
  const site = await openSite();
  await site.signIn(Paula, { secondFactor: false });
  const secret = await site.giveSecondFactor(Paula);
  site.clock.advance(MINUTE);
  const browser = await openBrowser();
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: site.url });
  const page = await context.newPage();
  await page.goto(paths.staff.participants());
  expect(await page.getByRole('button', { name: 'Inloggen met een passkey' }).isVisible()).toBe(false);
  await fillIn(page);
  await page.getByText('Hebt u uw telefoon niet bij de hand?').click();
  await page.getByLabel('Een herstelcode van uw papier').waitFor();
  await page.getByLabel('De code uit uw app').fill(await appCode(secret, site.clock.now()));
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
  await page.waitForURL(`**${paths.staff.participants()}`);
  await context.close();
});

it('gives Paula the form back that she was filling in when her session ran out', async () => {
  const site = await openSite();
  const { page, context } = await openPaula(site);
  const secret = await site.giveSecondFactor(Paula);
  await page.goto(paths.staff.newParticipant());
  await page.getByLabel('Achternaam').fill('Lang-Verhaal');
  site.clock.advance(31 * MINUTE);
  await page.getByRole('main').getByRole('button', { name: 'Bewaren' }).click();
  await page.getByText('Wat u typte, is bewaard.').waitFor();
  await fillIn(page);
  await page.getByLabel('De code uit uw app').fill(await appCode(secret, site.clock.now()));
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
  await page.getByText('Wat u typte, staat hieronder weer').waitFor();
  expect(await page.getByLabel('Achternaam').inputValue()).toBe('Lang-Verhaal');
  await context.close();
});

/** Paula, signed in without a second factor, on a device that can make passkeys and checks its owner. */
async function openPaula(site: Site) {
  const { context, page, complaints } = await openPaulasPhone(site);
  const devTools = await context.newCDPSession(page);
  await devTools.send('WebAuthn.enable');
  const { authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', automaticPresenceSimulation: true },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
    },
  });
  const authenticator = { send: devTools.send.bind(devTools), id: { authenticatorId } };
  return { page, context, complaints, authenticator };
}

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('Uw e-mailadres').fill(Paula.email);
  await page.getByLabel('Uw wachtwoord').fill(Paula.password);
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
}
