import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { make } from '../meetings/meetings.ts';
import { textIn } from '../support/pdf.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openPaulasPhone } from '../support/phone.ts';
import { hasProgram } from '../support/programs.ts';
import { openSite } from '../support/site.ts';
import { choose, codeOf, countsOf, groupOf, linkOf, PEOPLE, register } from './inviting.ts';

const readable = hasProgram('pdftotext', '-v');

/** The text of a PDF that a button gives. */
async function fileBehind(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: button })
      .or(page.getByRole('link', { name: button }))
      .first()
      .click(),
  ]);
  return textIn(readFileSync(await download.path()));
}

describe.skipIf(!readable)('A whole AlliantieRaad', () => {
  it.each([
    ['with scripts', true],
    ['with scripts off', false],
  ])(
    'goes from choosing to the list at the door, %s',
    async (_how, scripts) => {
      const site = await openSite();
      const { context, page, complaints } = await openPaulasPhone(site, scripts);
      await site.giveSecondFactor(Paula);
      const ids = {
        anna: register(site, PEOPLE.anna),
        wietske: register(site, PEOPLE.wietske),
        lukasz: register(site, PEOPLE.lukasz),
        petra: register(site, PEOPLE.petra),
      };
      const quinten = await site.signIn(Quinten);
      const meeting = await make(quinten);

      await page.goto(paths.staff.meeting(meeting));
      await page.getByRole('button', { name: 'Vastzetten' }).click();
      await page.getByRole('link', { name: 'Naar de genodigden' }).click();
      await page.getByRole('link', { name: 'Mensen kiezen' }).first().click();
      await page.getByLabel('Vries, Anna de').check();
      await page.getByLabel('Meer, Wietske van der').check();
      await page.getByRole('button', { name: 'Zet wie een vinkje heeft op de lijst' }).click();
      await page.getByText('Er zijn 2 mensen op de lijst gezet').waitFor();
      await page.getByRole('button', { name: 'Zet alle 2 op de lijst' }).click();

      await page.getByRole('link', { name: 'Naar de mail' }).click();
      await page.getByLabel('Tekst').fill('Wij zien u graag. Er is soep.');
      await page.getByRole('button', { name: 'Verstuur 1 mail' }).click();
      await page.getByText('De mail gaat nu de deur uit').waitFor();
      await site.settle();

      await page.reload();
      await page.getByRole('link', { name: 'Naar de brieven' }).click();
      expect(await fileBehind(page, 'Maak de brieven')).toContain('Beste Wietske en Łukasz,');
      await page.getByRole('button', { name: 'Ja, de brief is verstuurd' }).click();
      await page.getByText('Wij hebben opgeschreven dat de brief is verstuurd').waitFor();

      const visitor = await context.browser()?.newContext({ javaScriptEnabled: scripts, baseURL: site.url });
      if (visitor === undefined) throw new Error('No browser');
      const anna = await visitor.newPage();
      await anna.goto(linkOf(site, PEOPLE.anna.email));
      await anna.getByLabel('Ja, ik kom').check();
      await anna.getByLabel('Wie neemt u mee?').fill('Piet Gast');
      await anna.getByRole('button', { name: 'Verstuur mijn antwoord' }).click();
      await anna.getByRole('heading', { name: 'Dank u wel' }).waitFor();
      const home = await visitor.newPage();
      await home.goto(paths.invitationCode());
      await home.getByLabel('De code uit uw brief').fill(codeOf(site, groupOf(site, meeting, ids.wietske)));
      await home.getByRole('button', { name: 'Verder' }).click();
      await home.getByRole('group', { name: 'Komt Wietske?' }).getByLabel('Ja').check();
      await home.getByRole('group', { name: 'Komt Łukasz?' }).getByLabel('Nee').check();
      await home.getByRole('button', { name: 'Verstuur mijn antwoord' }).click();
      await home.getByRole('heading', { name: 'Dank u wel' }).waitFor();
      expect(await visitor.cookies()).toEqual([]);
      await visitor.close();

      await page.getByRole('link', { name: 'Petra Zwijger' }).click();
      await page.getByLabel('Per telefoon').check();
      await page.getByRole('group', { name: 'Komt Petra Zwijger?' }).getByLabel('Ja').check();
      await page.getByRole('button', { name: 'Bewaar het antwoord' }).click();
      await page.getByText('Het antwoord is bewaard').waitFor();

      await page.goto(paths.staff.door(meeting));
      expect(await fileBehind(page, 'Lijst op papier')).toMatch(
        /Meer, Wietske[\s\S]*Vries, Anna de[\s\S]*Piet Gast/,
      );
      await page.getByRole('button', { name: 'Vries, Anna de' }).click();
      await page.locator('.door-row[data-came]').waitFor();
      await page.getByRole('button', { name: 'Zwijger, Petra' }).click();
      await page.getByText('2 binnen, 4 verwacht').waitFor();
      if (scripts) await page.getByText('Alles is bewaard.').waitFor();
      expect(countsOf(site, meeting)).toEqual({ invited: 4, yes: 3, no: 1, silent: 0, came: 2, people: 4 });
      expect(complaints).toEqual([]);
      await context.close();
    },
    60_000,
  );
});

describe('The list at the door', () => {
  it('goes on while the connection is gone, keeps the ticks over a reload, and sends them later', async () => {
    const site = await openSite();
    const { context, page } = await openPaulasPhone(site);
    await site.giveSecondFactor(Paula);
    const quinten = await site.signIn(Quinten);
    const meeting = await make(quinten);
    await quinten.post(paths.staff.publishMeeting(meeting));
    const ids = [register(site, PEOPLE.anna), register(site, PEOPLE.bilal), register(site, PEOPLE.petra)];
    await choose(quinten, meeting, ids);
    for (const id of ids) {
      const group = paths.staff.invitedGroup(meeting, groupOf(site, meeting, id));
      await quinten.post(group, { hoe: 'telefoon', komt_1: 'ja' });
    }
    await page.goto(paths.staff.door(meeting));
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Vries, Anna de' }).click();
    await page.getByRole('button', { name: 'Yıldız, Bilal' }).click();
    await page.getByRole('button', { name: 'Yıldız, Bilal' }).click();
    await page.getByText('Geen verbinding. 2 vinkjes staan nog alleen op dit apparaat').waitFor();
    await page.getByText('1 binnen, 3 verwacht').waitFor();
    expect(countsOf(site, meeting).came).toBe(0);
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toMatch(/Vries|Anna/);
    await context.route('**/vinkjes', (route) => route.abort());
    await context.setOffline(false);
    await page.reload();
    await page.getByText('1 binnen, 3 verwacht').waitFor();
    expect(countsOf(site, meeting).came).toBe(0);
    await context.unroute('**/vinkjes');
    await page.getByText('Alles is bewaard.').waitFor();
    expect(countsOf(site, meeting).came).toBe(1);
    expect(await page.evaluate('localStorage.length')).toBe(0);

    const people = site.services.invitations.day.atDoor(site.services.meetings.byId(meeting) as never);
    const petra = people.find(({ participantId }) => participantId === ids[2])?.id ?? '';
    await quinten.post(paths.staff.door(meeting), { persoon: petra, kwam: 'ja' });
    await page.getByLabel('Zoek een naam').fill('yildiz');
    await page.getByRole('button', { name: 'Yıldız, Bilal' }).click();
    expect(await page.getByRole('button', { name: 'Vries, Anna de' }).count()).toBe(0);
    await page.getByText('3 binnen, 3 verwacht').waitFor();
    expect(countsOf(site, meeting).came).toBe(3);
    await context.close();
  }, 60_000);
});
