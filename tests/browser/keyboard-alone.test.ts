import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openBrowser } from '../support/browser.ts';
import { Anna, Paula } from '../support/people.ts';
import { appCode, openSite } from '../support/site.ts';

it('lets Anna sign up with the keyboard alone: past the menu, back to what was wrong, and on', async () => {
  const site = await openSite();
  const page = await (await openBrowser()).newPage({ baseURL: site.url });
  const focused = () =>
    page.evaluate('document.activeElement.textContent.trim() || document.activeElement.id');
  await page.goto(paths.newsletter());
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Naar de inhoud');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('veld-naam');
  await page.keyboard.press('Tab');
  await page.keyboard.type('anna@');
  await page.keyboard.press('Enter');

  await page.getByRole('alert').waitFor();
  expect(await focused()).toContain('Dit is geen e-mailadres');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await focused()).toBe('veld-email');
  await page.keyboard.press('End');
  await page.keyboard.type('lezers.example');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Kijk nu in uw mail' }).waitFor();
  await site.settle();
  expect(site.mailTo(Anna.email).subject).toContain('Bevestig');
  await page.close();
});

it('lets Paula sign in, find her way and sign out with the keyboard alone', async () => {
  const site = await openSite();
  await site.signIn(Paula, { secondFactor: false });
  const secret = await site.giveSecondFactor(Paula);
  site.clock.advance(60_000);
  const page = await (await openBrowser()).newPage({ baseURL: site.url });
  await page.goto(paths.staff.participants());
  await page.getByLabel('Uw e-mailadres').focus();
  await page.keyboard.type(Paula.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(Paula.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${paths.staff.secondStep()}?**`);
  await page.getByLabel('De code uit uw app').focus();
  await page.keyboard.type(await appCode(secret, site.clock.now()));
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${paths.staff.participants()}`);

  const tabTo = async (name: string) => {
    for (let time = 0; time < 40; time += 1) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate('document.activeElement.textContent.trim()')) === name) return;
    }
    throw new Error(`${name} was not reached with Tab`);
  };
  await tabTo('Iemand toevoegen');
  const outline = 'getComputedStyle(document.activeElement).outlineStyle';
  expect(await page.evaluate(outline)).not.toBe('none');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${paths.staff.newParticipant()}`);
  await tabTo('Uitloggen');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**${paths.staff.signIn()}`);
  await page.close();
});
