import { paths } from '../../src/paths.ts';
import { openBrowser } from './browser.ts';
import { Paula } from './people.ts';
import type { Site } from './site.ts';

/**
 * Paula's own phone, on which she just made the first account of the site and signed in with it; `complaints` are the
 * errors that its browser tells of.
 */
export async function openPaulasPhone(site: Site, javaScriptEnabled = true) {
  const browser = await openBrowser();
  const context = await browser.newContext({
    javaScriptEnabled,
    baseURL: site.url,
    viewport: { width: 360, height: 740 },
  });
  context.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const page = await context.newPage();
  await page.goto(paths.staff.setUp(String(site.services.accounts.firstInvitation())));
  await page.getByLabel('Uw naam').fill(Paula.name);
  await page.getByLabel('Uw e-mailadres').fill(Paula.email);
  await page.getByLabel('Kies een wachtwoord').fill(Paula.password);
  await page.getByRole('button', { name: 'Account maken' }).click();
  await page.waitForURL(`**${paths.staff.dashboard()}`);
  return { context, page, complaints };
}
