import { describe, expect, it } from 'vitest';
import { DAY } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { Anna, Quinten } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { blocks, fieldsOn, idIn, issueAt, plan, save, send, write } from './issues.ts';

const TEXTS = {
  blok1soort: 'tekst',
  blok1: 'een',
  blok2soort: 'tekst',
  blok2: 'twee',
  blok3soort: 'tekst',
  blok3: 'drie',
};

describe('A newsletter', () => {
  it('is begun with one button, and keeps what was typed', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    expect((await paula.get(paths.staff.issues())).text).toContain('Er is nog geen nieuwsbrief');
    const address = await write(paula, {
      onderwerp: 'Lente',
      tweederegel: 'Kort nieuws',
      inleiding: 'Beste lezer,\n\nDag.',
    });
    expect(fieldsOn((await paula.get(address)).text)).toMatchObject({
      onderwerp: 'Lente',
      tweederegel: 'Kort nieuws',
      inleiding: 'Beste lezer,\n\nDag.',
    });
    const list = await paula.get(paths.staff.issues());
    expect(list.text).toContain('Lente');
    expect(list.text).toContain(
      'bewaard op <time datetime="2026-03-05T10:00:00.000Z">5 maart 2026, 11:00 uur',
    );
  });

  it('may be as unfinished as it is: an empty form is saved too', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, { onderwerp: 'Lente' });
    expect((await save(paula, address, { onderwerp: '' })).status).toBe(303);
    expect(issueAt(site, address).subject).toBe('');
  });

  it('takes texts of far more than 64 KB together, and names the one that is too long by itself', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const long = 'één woord '.repeat(1900);
    const address = await write(paula);
    const fields = Object.fromEntries(
      Array.from({ length: 6 }, (_, index) => [
        [`blok${index + 1}soort`, 'tekst'],
        [`blok${index + 1}`, long],
      ]).flat(),
    );
    expect((await save(paula, address, fields)).status).toBe(303);
    expect(issueAt(site, address).blocks).toHaveLength(6);
    const answer = await save(paula, address, { blok2: 'x'.repeat(20_001) });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#veld-blok2"');
    expect(fieldsOn(answer.text).blok2).toHaveLength(20_001);
  });

  it('has its address in the archive from its subject, never the same as another', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const slugs = [];
    for (const onderwerp of [
      'Zoë & de “lente”!',
      'Zoë en de lente',
      'Zoe & de lente',
      'ZOË, de Lente',
      '   ',
      '/../',
    ]) {
      slugs.push(issueAt(site, await write(paula, { onderwerp })).slug);
    }
    expect(slugs).toEqual([
      'zoe-de-lente',
      'zoe-en-de-lente',
      'zoe-de-lente-2',
      'zoe-de-lente-3',
      'nieuwsbrief-2026-03-05',
      'nieuwsbrief-2026-03-05-2',
    ]);
  });
});

describe('The blocks of a newsletter', () => {
  it('go up, down and away with plain buttons, and nothing that was typed is lost by it', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, TEXTS);
    const up = await save(paula, address, { blok3: 'drie!', onderwerp: 'Onder' }, 'omhoog-3');
    expect(up.headers.location).toBe(`${address}#blok-2`);
    expect(await blocks(paula, address)).toEqual(['een', 'drie!', 'twee']);
    expect(issueAt(site, address).subject).toBe('Onder');
    await save(paula, address, {}, 'omlaag-1');
    expect(await blocks(paula, address)).toEqual(['drie!', 'een', 'twee']);
    await save(paula, address, {}, 'weg-2');
    expect(await blocks(paula, address)).toEqual(['drie!', 'twee']);
  });

  it('come back after they were taken out, where they stood', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, TEXTS);
    await save(paula, address, {}, 'weg-2');
    expect((await paula.get(address)).text).toContain('Er is een blok weggehaald: ‘twee’');
    await save(paula, address, { blok1: 'een, anders' });
    await save(paula, address, {}, 'terugzetten');
    expect(await blocks(paula, address)).toEqual(['een, anders', 'twee', 'drie']);
    expect((await paula.get(address)).text).not.toContain('weggehaald');
  });

  it('are added below, or above the one that was chosen', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, TEXTS);
    await save(paula, address, { plaats: '' }, 'tekst');
    await save(paula, address, { plaats: '1' }, 'tekst');
    expect(await blocks(paula, address)).toEqual(['een', '', 'twee', 'drie', '']);
  });

  it('stay as they are when a button asks for what can not be', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, TEXTS);
    for (const press of ['omhoog-1', 'omlaag-3', 'weg-9', 'omhoog-0', 'omhoog-x', 'terugzetten', '<b>']) {
      expect((await save(paula, address, {}, press)).status).toBe(303);
    }
    expect(await blocks(paula, address)).toEqual(['een', 'twee', 'drie']);
  });

  it('can be articles, found by a word and picked several at once', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, TEXTS);
    const picking = String((await save(paula, address, { plaats: '1' }, 'artikelen')).headers.location);
    expect(picking).toBe(`${paths.staff.issueArticles(idIn(address))}?plaats=1`);
    const found = await paula.get(`${picking}&q=basisinkomen`);
    expect(found.text).toContain('name="kies-experimenten-basisinkomen"');
    expect(found.text).not.toContain('name="kies-samen-voor-beter"');
    await paula.post(paths.staff.issueArticles(idIn(address)), {
      plaats: '1',
      'kies-samen-voor-beter': 'on',
      'kies-experimenten-basisinkomen': 'on',
      'kies-bestaat-niet': 'on',
    });
    expect(await blocks(paula, address)).toEqual([
      'een',
      'samen-voor-beter',
      'experimenten-basisinkomen',
      'twee',
      'drie',
    ]);
    expect((await paula.get(picking)).text).toContain('Staat al in deze nieuwsbrief');
  });

  it('are asked for when nobody picked an article', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula);
    const answer = await paula.post(paths.staff.issueArticles(idIn(address)), { q: 'samen' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#veld-artikelen"');
    expect(answer.text).toContain('value="samen"');
  });
});

describe('Two people at once', () => {
  it('never overwrite each other unseen, and both see what the other made of it', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const quinten = await site.signIn(Quinten);
    const address = await write(paula, { onderwerp: 'Lente', ...TEXTS });
    const opened = fieldsOn((await quinten.get(address)).text);
    await save(paula, address, { onderwerp: 'Lente van Paula', blok2: 'twee van Paula' });
    const answer = await quinten.post(address, { ...opened, blok1: 'een van Quinten' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Een collega heeft deze nieuwsbrief intussen veranderd');
    expect(answer.text).toContain('twee van Paula');
    expect(fieldsOn(answer.text)).toMatchObject({ onderwerp: 'Lente', blok1: 'een van Quinten' });
    expect(issueAt(site, address).subject).toBe('Lente van Paula');
    expect((await quinten.post(address, { ...fieldsOn(answer.text), onderwerp: 'Samen' })).status).toBe(303);
    expect(issueAt(site, address).subject).toBe('Samen');
  });

  it('are not told of a difference where there is none', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, { onderwerp: 'Lente' });
    const opened = fieldsOn((await paula.get(address)).text);
    await save(paula, address, { onderwerp: 'Zomer' });
    expect((await paula.post(address, { ...opened, onderwerp: 'Zomer' })).status).toBe(303);
  });

  it('take a form without its version for an old one', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, { onderwerp: 'Lente' });
    expect((await paula.post(address, { onderwerp: 'Zomer' })).status).toBe(422);
  });
});

describe('A newsletter that is on its way', () => {
  it('is not changed any more: what was typed stays, with two ways on', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    await site.subscribe(Anna);
    const address = await write(paula, { onderwerp: 'Lente', inleiding: 'Dag.' });
    const opened = fieldsOn((await paula.get(address)).text);
    plan(site, address);
    const answer = await paula.post(address, { ...opened, inleiding: 'Dag, met een verbetering.' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Deze nieuwsbrief wordt al verstuurd');
    expect(answer.text).toContain(`href="${paths.staff.sendIssue(idIn(address))}"`);
    expect(fieldsOn(answer.text).inleiding).toBe('Dag, met een verbetering.');
    expect(issueAt(site, address).introduction).toBe('Dag.');

    const anew = await paula.post(address, { ...fieldsOn(answer.text), doe: 'als-nieuw' });
    const other = String(anew.headers.location);
    expect(other).not.toBe(address);
    expect(issueAt(site, other)).toMatchObject({
      subject: 'Lente',
      introduction: 'Dag, met een verbetering.',
    });
  });

  it('takes no step, no article, no removal, whatever is sent', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    await site.subscribe(Anna);
    const address = await write(paula, { onderwerp: 'Lente', ...TEXTS });
    const opened = fieldsOn((await paula.get(address)).text);
    const before = issueAt(site, address);
    plan(site, address);
    await paula.post(address, { ...opened, doe: 'weg-1' });
    await paula.post(paths.staff.issueArticles(before.id), { 'kies-samen-voor-beter': 'on' });
    await paula.post(paths.staff.saveIssue(before.id), { ...opened, onderwerp: 'Anders' });
    await paula.post(paths.staff.removeIssue(before.id));
    expect(issueAt(site, address)).toEqual(before);
  });

  it('shows that it is done once it was sent, and can still be looked at as it was sent', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, { onderwerp: 'Lente', inleiding: 'Dag.' });
    await send(site, address);
    const page = await paula.get(address);
    expect(page.text).toContain('Deze nieuwsbrief is klaar');
    expect(page.text).toContain(paths.archive('lente'));
    const list = await paula.get(paths.staff.issues());
    expect(list.text).toContain('<caption>Verstuurd</caption>');
    const mail = await paula.get(paths.staff.issueHtml(idIn(address)));
    expect(mail.text).toContain('Dag.');
    expect(mail.text).toContain(`href="${site.url}${paths.askToLeave()}"`);
  });
});

describe('A draft', () => {
  it('is thrown away with one button, and taken back with another', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, { onderwerp: 'Lente' });
    const id = idIn(address);
    expect((await paula.post(paths.staff.removeIssue(id))).headers.location).toBe(paths.staff.issues());
    const list = await paula.get(paths.staff.issues());
    expect(list.text).toContain('De nieuwsbrief is weggegooid');
    expect(list.text).toContain(`action="${paths.staff.restoreIssue(id)}"`);
    expect((await paula.get(address)).status).toBe(404);
    expect((await paula.post(paths.staff.restoreIssue(id))).headers.location).toBe(address);
    expect(issueAt(site, address).subject).toBe('Lente');
  });

  it('that a colleague threw away meanwhile is not lost: what was typed becomes a new one', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, { onderwerp: 'Lente' });
    const opened = fieldsOn((await paula.get(address)).text);
    await paula.post(paths.staff.removeIssue(idIn(address)));
    const answer = await paula.post(address, { ...opened, inleiding: 'Nog net getypt' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Een collega heeft deze nieuwsbrief intussen weggegooid');
    const anew = await paula.post(address, { ...fieldsOn(answer.text), doe: 'als-nieuw' });
    expect(issueAt(site, String(anew.headers.location)).introduction).toBe('Nog net getypt');
  });

  it('that was thrown away is gone for good after 30 days', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, { onderwerp: 'Lente' });
    await paula.post(paths.staff.removeIssue(idIn(address)));
    site.clock.advance(31 * DAY);
    await site.runTask('remove what is past its term');
    expect((await (await site.signIn(Quinten)).post(paths.staff.restoreIssue(idIn(address)))).status).toBe(
      404,
    );
    expect(site.dump()).not.toContain('Lente');
  });

  it('that is not there is not found, whatever is asked of it', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    for (const path of [
      paths.staff.issue('x'),
      paths.staff.previewIssue('x'),
      paths.staff.issueHtml('x'),
      paths.staff.issueArticles('x'),
    ]) {
      expect((await paula.get(path)).status).toBe(404);
    }
    for (const path of [
      paths.staff.issue('x'),
      paths.staff.removeIssue('x'),
      paths.staff.restoreIssue('x'),
      paths.staff.proofIssue('x'),
      paths.staff.issueArticles('x'),
    ]) {
      expect((await paula.post(path)).status).toBe(404);
    }
  });
});
