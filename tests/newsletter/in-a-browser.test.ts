import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Paula, Quinten } from '../support/people.ts';
import { openPaulasPhone } from '../support/phone.ts';
import { openSite, type Site } from '../support/site.ts';
import { issueAt } from './issues.ts';

/** Paula, signed in on her phone, who just began the first issue. */
async function openPaula(site: Site, javaScriptEnabled = true) {
  const { context, page } = await openPaulasPhone(site, javaScriptEnabled);
  await page.goto(paths.staff.issues());
  await page.getByRole('button', { name: 'Begin de eerste nieuwsbrief' }).click();
  await page.getByLabel('Onderwerp').waitFor();
  return { context, page, address: new URL(page.url()).pathname };
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Uw e-mailadres').fill(Paula.email);
  await page.getByLabel('Uw wachtwoord').fill(Paula.password);
  await page.getByRole('button', { name: 'Inloggen', exact: true }).click();
}

it('saves by itself while Paula types, and says when', async () => {
  const site = await openSite();
  const { context, page, address } = await openPaula(site);
  await page.getByLabel('Onderwerp').fill('Lente');
  await page.getByText('Nog niet bewaard').waitFor();
  await page.getByText('Bewaard om 11.00').waitFor();
  await page.getByLabel('Inleiding').fill('Beste lezer,');
  await page.getByText('Nog niet bewaard').waitFor();
  await page.getByText('Bewaard om 11.00').waitFor();
  expect(issueAt(site, address)).toMatchObject({ subject: 'Lente', introduction: 'Beste lezer,' });
  expect(await page.evaluate('localStorage.length')).toBe(0);
  await page.getByLabel('Inleiding').fill('Beste lezer, dag.');
  await page.getByRole('button', { name: 'Tekst toevoegen' }).click();
  await page.getByText('Blok 1: tekst').waitFor();
  expect(issueAt(site, address).introduction).toBe('Beste lezer, dag.');
  await context.close();
});

it('loses nothing when the connection is lost: it saves once it is back', async () => {
  const site = await openSite();
  const { context, page, address } = await openPaula(site);
  await context.setOffline(true);
  await page.getByLabel('Inleiding').fill('In de trein getypt');
  await page.getByText('Geen verbinding').waitFor();
  await context.setOffline(false);
  await page.getByText('Bewaard om 11.00').waitFor();
  expect(issueAt(site, address).introduction).toBe('In de trein getypt');
  await context.close();
});

it('keeps in the browser what could not be saved any more, and offers it after signing in again', async () => {
  const site = await openSite();
  const { context, page, address } = await openPaula(site);
  await page.getByLabel('Onderwerp').fill('Lente');
  await page.getByText('Bewaard om').waitFor();
  await context.clearCookies();
  await page.getByLabel('Inleiding').fill('Net na het uitloggen getypt');
  await page.getByText('U bent uitgelogd').waitFor();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.getByRole('link', { name: 'Log weer in' }).click();
  await signIn(page);
  await page.getByText('In deze browser staat nog tekst van').waitFor();
  expect(new URL(page.url()).pathname).toBe(address);
  expect(await page.getByLabel('Inleiding').inputValue()).toBe('');
  await page.getByRole('button', { name: 'Zet die tekst terug' }).click();
  await page.getByText('De nieuwsbrief is bewaard').waitFor();
  expect(await page.getByLabel('Inleiding').inputValue()).toBe('Net na het uitloggen getypt');
  expect(issueAt(site, address)).toMatchObject({
    subject: 'Lente',
    introduction: 'Net na het uitloggen getypt',
  });
  expect(await page.evaluate('localStorage.length')).toBe(0);
  await context.close();
});

it('keeps it too when the button is pressed after the session ended', async () => {
  const site = await openSite();
  const { context, page, address } = await openPaula(site);
  await context.clearCookies();
  await page.getByLabel('Inleiding').fill('Snel getypt');
  await page.getByRole('button', { name: 'Bewaren', exact: true }).last().click();
  await page.getByLabel('Uw wachtwoord').waitFor();
  await signIn(page);
  await page.goto(address);
  await page.getByText('In deze browser staat nog tekst van').waitFor();
  await page.getByRole('button', { name: 'Nee, gooi die tekst weg' }).click();
  expect(await page.evaluate('localStorage.length')).toBe(0);
  expect(issueAt(site, address).introduction).toBe('');
  await context.close();
});

it('saves nothing by itself over what a colleague wrote: both are shown first', async () => {
  const site = await openSite();
  const { context, page, address } = await openPaula(site);
  const quinten = await site.signIn(Quinten);
  const { id, version } = issueAt(site, address);
  await quinten.post(paths.staff.saveIssue(id), { versie: String(version), onderwerp: 'Van Quinten' });
  await page.getByLabel('Onderwerp').fill('Van Paula');
  await page.getByText('Een collega heeft dit intussen veranderd').waitFor();
  await page.getByRole('button', { name: 'Bewaren', exact: true }).last().click();
  await page.getByRole('heading', { name: 'Dit maakte uw collega ervan' }).waitFor();
  await page.getByLabel('Inleiding').fill('En nog iets');
  await page.waitForTimeout(2500);
  expect(issueAt(site, address).subject).toBe('Van Quinten');
  await page.getByRole('button', { name: 'Bewaren', exact: true }).last().click();
  await page.getByText('De nieuwsbrief is bewaard').waitFor();
  expect(issueAt(site, address)).toMatchObject({ subject: 'Van Paula', introduction: 'En nog iets' });
  await context.close();
});

it.each([
  ['with scripts', true],
  ['with scripts off', false],
])('lets Paula write, look at and check a newsletter on a phone, %s', async (_how, javaScriptEnabled) => {
  const site = await openSite();
  const { context, page, address } = await openPaula(site, javaScriptEnabled);
  await page.getByLabel('Onderwerp').fill('Lente');
  await page.getByLabel('Inleiding').fill('Beste lezer,');
  await page.getByRole('button', { name: 'Artikelen kiezen' }).click();
  await page.getByLabel('Samen voor beter').check();
  await page.getByRole('button', { name: 'Zet in de nieuwsbrief' }).click();
  await page.getByRole('button', { name: 'Tekst toevoegen' }).click();
  await page.getByRole('textbox', { name: /^Tekst/ }).fill('Met vriendelijke groet,');
  await page.getByRole('button', { name: 'Omhoog met blok 2' }).click();
  await page.getByRole('button', { name: 'Omlaag met blok 1' }).click();
  await page.getByRole('button', { name: 'Bekijken en nakijken' }).click();
  await page.getByRole('heading', { name: 'Klaar om te versturen' }).waitFor();
  for (const title of ['De nieuwsbrief op een telefoon', 'De nieuwsbrief op een computer']) {
    const frame = page.getByTitle(title);
    await frame.scrollIntoViewIfNeeded();
    const words = page.frameLocator(`[title="${title}"]`).getByText('Met vriendelijke groet,');
    await words.waitFor();
  }
  const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
  if (javaScriptEnabled) expect(width).toBe(360);
  expect(issueAt(site, address).blocks.map(({ kind }) => kind)).toEqual(['article', 'text']);
  await page.getByRole('button', { name: 'Stuur een proef naar mij' }).click();
  await page.getByText('De proef is onderweg naar u.').waitFor();
  await context.close();
});

it.each([
  ['with scripts', true],
  ['with scripts off', false],
])('lets Paula send what she wrote, and tells her what became of it, %s', async (_how, javaScriptEnabled) => {
  const site = await openSite();
  await site.subscribe(Anna);
  const { context, page } = await openPaula(site, javaScriptEnabled);
  await page.getByLabel('Onderwerp').fill('Lente');
  await page.getByLabel('Inleiding').fill('Beste lezer, het is lente.');
  await page.getByRole('button', { name: 'Bekijken en nakijken' }).click();
  await page.getByRole('link', { name: 'Versturen…' }).click();
  await page.getByRole('heading', { name: 'Versturen aan 1 lezer?' }).waitFor();
  await page.getByRole('button', { name: 'Ja, versturen' }).click();
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  site.clock.advance(10 * 60_000);
  await site.settle();
  await page.goto(page.url());
  await page.getByRole('heading', { name: 'De cijfers' }).waitFor();
  expect(site.mailTo(Anna.email)).toMatchObject({ subject: 'Lente' });
  expect(site.mailTo(Anna.email).text).toContain('Beste lezer, het is lente.');
  await page.getByRole('row', { name: /Bezorgd bij de mailserver/ }).waitFor();
  await context.close();
});

it('saves with Enter in the subject, and moves no block by it', async () => {
  const site = await openSite();
  const { context, page, address } = await openPaula(site, false);
  for (const text of ['een', 'twee']) {
    await page.getByRole('button', { name: 'Tekst toevoegen' }).click();
    await page
      .getByRole('textbox', { name: /^Tekst/ })
      .last()
      .fill(text);
  }
  await page.getByLabel('Onderwerp').fill('Lente');
  await page.getByLabel('Onderwerp').press('Enter');
  await page.getByText('De nieuwsbrief is bewaard').waitFor();
  expect(issueAt(site, address)).toMatchObject({
    subject: 'Lente',
    blocks: [
      { kind: 'text', markdown: 'een' },
      { kind: 'text', markdown: 'twee' },
    ],
  });
  await context.close();
});
