import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openBrowser } from '../support/browser.ts';
import { Anna, Paula } from '../support/people.ts';
import { startProgram, until } from '../support/process.ts';
import { appCode } from '../support/site.ts';

it.each([
  ['with scripts', true],
  ['with scripts off', false],
])(
  'lets Anna sign up and confirm, and Paula find her, add a participant and sign out, %s',
  async (_how, javaScriptEnabled) => {
    const site = await startProgram();
    const setUpLink = /http\S+\/beheer\/welkom\/\S+/.exec(site.output())?.[0] ?? '';
    const browser = await openBrowser();
    const context = await browser.newContext({
      javaScriptEnabled,
      baseURL: site.url,
      viewport: { width: 360, height: 740 },
    });
    context.setDefaultTimeout(10_000);
    const requested: string[] = [];
    context.on('request', (request) => requested.push(request.url()));

    const complaints: string[] = [];
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });

    const anna = await context.newPage();
    await anna.goto('/');
    await anna.getByRole('main').getByLabel('Uw e-mailadres').fill(Anna.email);
    await anna.getByRole('main').getByRole('button', { name: 'Inschrijven' }).click();
    await anna.getByRole('heading', { name: 'Kijk nu in uw mail' }).waitFor();

    await until(async () => {
      await anna.goto(paths.mailbox());
      return (await anna.getByText('Bevestig uw inschrijving').count()) > 0;
    }, site);
    await anna.getByRole('link', { name: 'Bevestig uw inschrijving' }).first().click();
    const [confirmation] = await Promise.all([
      context.waitForEvent('page'),
      anna.frameLocator('iframe').getByRole('link', { name: 'Verder naar de knop' }).click(),
    ]);
    await confirmation.getByRole('button', { name: 'Ja, ik wil de nieuwsbrief' }).click();
    await confirmation.getByRole('heading', { name: 'U bent ingeschreven' }).waitFor();
    expect(await context.cookies()).toEqual([]);

    const paula = await context.newPage();
    await paula.goto(setUpLink);
    await paula.getByLabel('Uw naam').fill(Paula.name);
    await paula.getByLabel('Uw e-mailadres').fill(Paula.email);
    await paula.getByLabel('Kies een wachtwoord').fill(Paula.password);
    await paula.getByRole('button', { name: 'Account maken' }).click();
    await paula.waitForURL(`**${paths.staff.dashboard()}`);
    await paula.getByRole('button', { name: 'Uitloggen' }).click();
    await paula.getByLabel('Uw e-mailadres').fill(Paula.email);
    await paula.getByLabel('Uw wachtwoord').fill(Paula.password);
    await paula.getByRole('main').getByRole('button', { name: 'Inloggen', exact: true }).click();

    await paula.getByRole('navigation').getByRole('link', { name: 'Lezers' }).click();
    await setUpSecondStep(paula);
    expect(new URL(paula.url()).pathname).toBe(paths.staff.subscribers());
    await paula.getByLabel('Zoek op naam of e-mailadres').fill('anna@lez');
    await paula.getByRole('button', { name: 'Zoeken' }).click();
    await paula.getByRole('link', { name: Anna.email }).click();
    await paula.getByText('Bevestigde de inschrijving met de knop.').waitFor();

    await paula.getByRole('navigation').getByRole('link', { name: 'Register' }).click();
    await paula
      .getByRole('main')
      .getByRole('link', { name: /toevoegen|nieuw/i })
      .first()
      .click();
    await paula.getByLabel('Achternaam').fill('Vries');
    await paula.getByLabel('Tussenvoegsel').fill('de');
    await paula.getByLabel('Voornaam').fill('Wietske');
    await paula.getByLabel('Postcode').fill('1234ab');
    await paula
      .getByRole('main')
      .getByRole('button', { name: /bewaren|toevoegen/i })
      .click();
    await paula.getByText('1234 AB').first().waitFor();

    await paula.getByRole('button', { name: 'Uitloggen' }).click();
    await paula.goto(paths.staff.participants());
    expect(new URL(paula.url()).pathname).toBe(paths.staff.signIn());

    const elsewhere = requested.filter((url) => !url.startsWith(site.url) && !url.startsWith('data:'));
    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  },
);

/** Sets up an app with codes, as whoever is led there by a list does. */
async function setUpSecondStep(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Zet de tweede stap aan' }).waitFor();
  await page.getByRole('link', { name: 'Verder met een app' }).click();
  const secret = (await page.locator('.secret').textContent()) ?? '';
  await page
    .getByLabel('De code van zes cijfers')
    .fill(await appCode(secret.replaceAll(/\s/g, ''), new Date()));
  await page.getByRole('button', { name: 'Klaar' }).click();
  await page.getByRole('heading', { name: 'Herstelcodes van Paula de Proef' }).waitFor();
  await page.getByRole('button', { name: 'Ik heb de codes op papier' }).click();
}
