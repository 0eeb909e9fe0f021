import { describe, expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { makePublished, meetingOf } from '../meetings/meetings.ts';
import { Anna } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { blocks, fieldsOn, idIn, issueAt, save, send, write } from './issues.ts';

const TEXTS = { onderwerp: 'Lente', blok1soort: 'tekst', blok1: 'een', blok2soort: 'tekst', blok2: 'twee' };

describe('The agenda in a newsletter', () => {
  it('is a block like any other: put in, moved, taken out and put back', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    await makePublished(paula);
    const address = await write(paula, TEXTS);
    const added = await save(paula, address, { plaats: '1' }, 'agenda');
    expect(added.headers.location).toBe(`${address}#blok-2`);
    const kinds = () => issueAt(site, address).blocks.map(({ kind }) => kind);
    expect(kinds()).toEqual(['text', 'meetings', 'text']);
    expect((await paula.get(address)).text).toContain('AlliantieRaad voorjaar 2026');
    await save(paula, address, {}, 'omhoog-2');
    expect(kinds()).toEqual(['meetings', 'text', 'text']);
    expect(fieldsOn((await paula.get(address)).text)).toMatchObject({ blok1soort: 'agenda', blok2: 'een' });
    await save(paula, address, {}, 'weg-1');
    expect((await paula.get(address)).text).toContain('Er is een blok weggehaald: ‘Agenda’');
    await save(paula, address, {}, 'terugzetten');
    expect(kinds()).toEqual(['meetings', 'text', 'text']);
    expect(await blocks(paula, address)).toEqual(expect.arrayContaining(['een', 'twee']));
  });

  it('shows what is to come when it is sent, in both forms, and not what is off, hidden or over', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    await site.subscribe(Anna);
    const id = await makePublished(paula);
    await makePublished(paula, { titel: 'Besloten', openbaar: 'nee' });
    const off = await makePublished(paula, { titel: 'Afgelast' });
    const address = await write(paula, TEXTS);
    await save(paula, address, {}, 'agenda');
    await makePublished(paula, { titel: 'Zomer & <b>', datum: '2026-06-11', locatie: '', plaats: '' });
    await paula.post(paths.staff.cancelMeeting(off), { reden: 'Regen' });
    await send(site, address);
    const { html = '', text = '' } = site.mailTo(Anna.email);
    const link = site.url + paths.meeting(meetingOf(site, id).slug);
    for (const body of [html, text]) {
      expect(body).toContain('AlliantieRaad voorjaar 2026');
      expect(body).toContain('donderdag 21 mei 2026, 10.00 uur');
      expect(body).toContain('Buurthuis De Brug, Utrecht');
      expect(body).toContain(link);
      expect(body).toContain(site.url + paths.agenda());
      expect(body.indexOf('AlliantieRaad')).toBeLessThan(body.indexOf('Zomer &'));
      expect(body).not.toMatch(/Besloten|Afgelast/);
    }
    expect(html).toContain('Zomer &amp; &lt;b&gt;');
    const archived = site.services.archive.list()[0]?.slug ?? '';
    await paula.post(paths.staff.cancelMeeting(id), { reden: 'Regen' });
    expect((await site.get(paths.archive(archived))).text).toContain('AlliantieRaad voorjaar 2026');
  });

  it('that is empty comes in no mail, and whoever checks the issue is told', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const address = await write(paula, { onderwerp: 'Lente', inleiding: 'Dag,' });
    await save(paula, address, {}, 'agenda');
    expect((await paula.get(address)).text).toContain('Er staat nu geen bijeenkomst in de agenda.');
    const preview = paths.staff.previewIssue(idIn(address));
    expect((await paula.get(preview)).text).toContain('Er staat geen bijeenkomst in de agenda.');
    const { html } = site.services.printing.printProof(issueAt(site, address), '2026-03-05T10:00:00.000Z');
    expect(html).not.toContain('>Agenda<');
    await makePublished(paula);
    expect((await paula.get(preview)).text).not.toContain('Er staat geen bijeenkomst');
  });

  it('alone is content enough, and comes along in the next issue', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    await makePublished(paula);
    const address = await write(paula, { onderwerp: 'Agenda van maart 2026' });
    await save(paula, address, {}, 'agenda');
    const { text } = await paula.get(paths.staff.previewIssue(idIn(address)));
    expect(text).not.toContain('Er staat nog niets in.');
    const next = await paula.post(paths.staff.issues());
    expect(issueAt(site, String(next.headers.location)).blocks).toEqual([{ kind: 'meetings' }]);
  });

  it('and links to it are known addresses', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const { slug } = meetingOf(site, await makePublished(paula));
    const inleiding = `[De hele agenda](/agenda), [de AlliantieRaad](/agenda/${slug}), [in uw agenda](/agenda/${slug}.ics), [weg](/agenda/weg)`;
    const address = await write(paula, { onderwerp: 'Lente', inleiding });
    const { text } = await paula.get(paths.staff.previewIssue(idIn(address)));
    expect(text.match(/komt nergens uit/g)).toHaveLength(1);
    expect(text).toContain('<span class="mono">/agenda/weg</span>');
  });
});
