import { paths } from '../../src/paths.ts';
import { Anna } from '../support/people.ts';
import type { Site } from '../support/site.ts';
import { fieldsOn, idIn, plan, save, send, write } from './issues.ts';

type Browser = Awaited<ReturnType<Site['signIn']>>;
type Answer = { text: string; headers: Record<string, unknown> };
type Note = (name: string, path: string, answer: Answer) => void;

/** Everything that there is to say, in one issue. */
const BAD = {
  onderwerp: 'GRATIS KOFFIE!! Nieuwsbrief maart 2026 over alles wat er in de buurt gebeurt',
  inleiding:
    '![](samen-voor-beter.png) ![x](weg.png) [hier](/nergens) [Register](/beheer) https://elders.example',
  ...{ blok1soort: 'tekst', blok1: '## Agenda' },
  ...{ blok2soort: 'artikel', blok2: 'samen-voor-beter' },
  ...{ blok3soort: 'artikel', blok3: 'weg' },
};

/** Goes through every state of the newsletters: being written, looked at, on their way and sent. */
export async function seeNewsletters(site: Site, paula: Browser, note: Note): Promise<void> {
  const { staff } = paths;
  const show = async (name: string, path: string) => note(name, path, await paula.get(path));
  const saved = async (name: string, path: string, answer: Answer) => note(name, path, answer);

  await show('no newsletters', staff.issues());
  note('no newsletters in the archive', paths.allIssues(), await site.get(paths.allIssues()));
  note('not in the archive', paths.archive('x'), await site.get(paths.archive('x')));
  const address = await write(paula);
  const id = idIn(address);
  await show('a new newsletter', address);
  await show('a newsletter, looked at while empty', staff.previewIssue(id));
  await show('articles to pick', staff.issueArticles(id));
  await show('no articles found', `${staff.issueArticles(id)}?q=xyzzy`);
  note('nothing picked, refused', staff.issueArticles(id), await paula.post(staff.issueArticles(id)));
  await save(paula, address, { onderwerp: 'Nieuwsbrief februari', inleiding: 'Beste lezer,' });
  await paula.post(staff.issueArticles(id), { 'kies-samen-voor-beter': 'on' });
  await show('articles picked', address);
  await save(paula, address, {}, 'tekst');
  await saved('a newsletter refused', address, await save(paula, address, { blok2: 'x'.repeat(20_001) }));
  const opened = fieldsOn((await paula.get(address)).text);
  await save(paula, address, { blok2: 'Met vriendelijke groet' });
  const stale = await paula.post(address, { ...opened, blok2: 'Dag' });
  note('a newsletter that a colleague changed', address, stale);
  await save(paula, address, {}, 'weg-2');
  await show('a block taken out', address);
  await show('a good newsletter, looked at', staff.previewIssue(id));
  await paula.post(staff.proofIssue(id), { aan: 'allen' });
  await show('a proof sent', staff.previewIssue(id));

  const other = await write(paula, BAD);
  await show('articles that stood in another', staff.issueArticles(idIn(other)));
  await site.subscribe(Anna);
  const draft = fieldsOn((await paula.get(address)).text);
  plan(site, address);
  note('a newsletter on its way, changed', address, await paula.post(address, { ...draft, onderwerp: 'x' }));
  await show('a newsletter on its way', address);
  site.services.sending.stop(id);
  await send(site, address);
  await show('a newsletter that was sent', address);
  await show('a newsletter that was sent, looked at', staff.previewIssue(id));
  await show('a bad newsletter, looked at', staff.previewIssue(idIn(other)));
  await show('the newsletters', staff.issues());
  const archived = site.services.archive.list()[0]?.slug ?? '';
  for (const path of [paths.archive(archived), paths.allIssues(), paths.newsletter()]) {
    note(`archive: ${path}`, path, await site.get(path));
  }
  await paula.post(staff.showIssueInArchive(id), { zichtbaar: 'nee' });
  await show('a newsletter left out of the archive', address);
  await paula.post(staff.showIssueInArchive(id), { zichtbaar: 'ja' });
  const again = await paula.post(address, { ...draft, doe: 'als-nieuw' });
  await show('a newsletter made of another', String(again.headers.location));
  await paula.post(staff.removeIssue(idIn(other)));
  await show('a newsletter thrown away', staff.issues());
  note('a newsletter thrown away, saved', other, await paula.post(other, { ...BAD, versie: '2' }));
  await paula.post(staff.restoreIssue(idIn(other)));
  await show('a newsletter taken back', other);
}
