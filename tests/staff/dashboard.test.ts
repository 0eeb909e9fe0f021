import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openSite } from '../support/site.ts';
import { putPeopleInTheLists } from './people-in-the-lists.ts';

it('says what to do first while everything is empty', async () => {
  const site = await openSite();
  const page = await (await site.signIn()).get(paths.staff.dashboard());
  expect(page.text).toContain('Begin met het register');
  expect(page.text).toContain(`href="${paths.staff.newParticipant()}"`);
});

it('shows how many readers and entries there are, and no longer says what to do first', async () => {
  const site = await openSite();
  await putPeopleInTheLists(site);
  await site.post(paths.newsletter(), { email: 'wacht@lezers.example' });
  await site.settle();
  const paula = await site.signIn();
  const page = await paula.get(paths.staff.dashboard());
  expect(tilesOf(page.text)).toEqual({
    Lezers: '1',
    'Wachten op bevestiging': '1',
    Participanten: '1',
    Belangstellenden: '0',
  });
  expect(page.text).not.toContain('class="next-step"');
  expect(page.text).not.toContain('afgemeld.');

  const { leave } = await site.subscribe({ email: 'weg@lezers.example' });
  await site.post(leave);
  expect((await paula.get(paths.staff.dashboard())).text).toContain('<p>1 afgemeld.</p>');
});

it('says in plain words how the mail goes', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  expect((await paula.get(paths.staff.dashboard())).text).toContain('Er wacht niets en alles is bezorgd.');

  await site.post(paths.newsletter(), { email: 'lezer@lezers.example' });
  site.smtp.mood.status = 451;
  await site.settle();
  const waiting = (await paula.get(paths.staff.dashboard())).text;
  expect(waiting).toContain('1 mail kon nog niet weg.');
  expect(waiting).not.toContain('alles is bezorgd');

  site.clock.advance(3_600_000);
  site.smtp.mood.status = 550;
  await site.settle();
  const failed = (await paula.get(paths.staff.dashboard())).text;
  expect(failed).toContain('1 mail kon de afgelopen 30 dagen niet worden bezorgd.');
});

it('leads to the mailbox where mail is caught, and only there', async () => {
  const sending = await openSite();
  const sends = await (await sending.signIn()).get(paths.staff.dashboard());
  expect(sends.text).not.toContain(paths.mailbox());

  const catching = await openSite({ env: { SMTP_URL: '' } });
  const catches = await (await catching.signIn()).get(paths.staff.dashboard());
  expect(catches.text).toContain(`href="${paths.mailbox()}"`);
});

function tilesOf(page: string): Record<string, string | undefined> {
  const tiles = page.matchAll(
    /<section class="tile">[\s\S]*?<a [^>]*>(.*?)<\/a>[\s\S]*?tile-number">(.*?)</g,
  );
  return Object.fromEntries(Array.from(tiles, ([, name, number]) => [name, number]));
}
