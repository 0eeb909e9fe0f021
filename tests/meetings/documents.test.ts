import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DAY } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import { openSite, type Site } from '../support/site.ts';
import { DOCX, make, makePublished, meetingOf, PDF, type Staff, zipOf } from './meetings.ts';

type File = { name: string; bytes: Uint8Array };

async function add(staff: Staff, id: string, file: File, fields: Record<string, string> = {}) {
  return staff.upload(paths.staff.addMeetingDocument(id), { soort: 'before', naam: '', ...fields }, file);
}

/** Where everybody gets the first document of a meeting. */
function addressOf(site: Site, id: string): string {
  const [document] = site.services.documents.of(id);
  return paths.meetingDocument(meetingOf(site, id).slug, String(document?.id));
}

describe('The documents of a meeting', () => {
  it('stand on its page, before and minutes apart, and come as they were put in', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await makePublished(paula);
    await add(paula, id, { name: 'C:\\Stukken\\Agenda_van de raad.pdf', bytes: PDF });
    await add(paula, id, { name: 'x.docx', bytes: DOCX }, { soort: 'minutes', naam: 'Verslag “Łódź”' });
    const page = (await site.get(paths.meeting(meetingOf(site, id).slug))).text;
    expect(page).toMatch(/id="verslag"[\s\S]*Verslag “Łódź”[\s\S]*Word, 1 KB/);
    expect(page).toMatch(/id="stukken"[\s\S]*>Agenda van de raad</);
    const answer = await site.get(addressOf(site, id)).buffer().parse(bytesOf);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(PDF);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="agenda-van-de-raad.pdf"',
      'content-length': String(PDF.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    const [, minutes] = site.services.documents.of(id);
    const word = await site.get(paths.meetingDocument(meetingOf(site, id).slug, String(minutes?.id)));
    expect(word.headers['content-disposition']).toBe('attachment; filename="verslag-lodz.docx"');
    expect(word.headers['content-type']).toContain('wordprocessingml.document');
  });

  it.each([
    [
      'a web page that calls itself a PDF',
      { name: 'a.pdf', bytes: Buffer.from('<script>alert(1)</script>') },
    ],
    ['a spreadsheet', { name: 'a.docx', bytes: zipOf('[Content_Types].xml', 'xl/workbook.xml') }],
    [
      'a Word file with macros',
      { name: 'a.docx', bytes: zipOf('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin') },
    ],
    ['a ZIP file that is broken off', { name: 'a.docx', bytes: DOCX.subarray(0, -30) }],
    ['an empty file', { name: 'leeg.pdf', bytes: Buffer.alloc(0) }],
  ])('are not %s', async (_, file) => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await make(paula);
    const answer = await add(paula, id, file);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#veld-bestand"');
    expect(answer.text).toContain('Dit is geen PDF en geen Word-bestand');
    expect(site.services.documents.of(id)).toEqual([]);
  });

  it('are at most 10 MB, and say so', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await make(paula);
    const answer = await add(paula, id, {
      name: 'a.pdf',
      bytes: Buffer.concat([PDF, Buffer.alloc(10 * 1024 * 1024)]),
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('groter dan 10 MB');
    const none = await paula.upload(paths.staff.addMeetingDocument(id), { soort: 'before', naam: 'x' });
    expect(none.status).toBe(422);
    expect(none.text).toContain('Kies het bestand.');
    expect(none.text).toContain('value="x"');
  });

  it('of a draft are for staff alone; of a meeting for the invited they are for who has the link', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await make(paula, { openbaar: 'nee' });
    await add(paula, id, { name: 'a.pdf', bytes: PDF });
    const [document] = site.services.documents.of(id);
    expect((await site.get(addressOf(site, id))).status).toBe(404);
    expect((await paula.get(paths.staff.meetingDocument(id, String(document?.id)))).status).toBe(200);
    expect((await site.get(paths.staff.meetingDocument(id, String(document?.id)))).status).toBe(303);
    await paula.post(paths.staff.publishMeeting(id));
    const answer = await site.get(addressOf(site, id));
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'x-robots-tag': 'noindex', 'cache-control': 'private, no-store' });
    const other = await makePublished(paula);
    const elsewhere = paths.meetingDocument(meetingOf(site, other).slug, String(document?.id));
    expect((await site.get(elsewhere)).status).toBe(404);
  });

  it('can be taken away and put back, and are gone with their file after 30 days', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await makePublished(paula);
    await add(paula, id, { name: 'a.pdf', bytes: PDF });
    const address = addressOf(site, id);
    const [document] = site.services.documents.of(id);
    const folder = join(site.folder, 'uploads', 'documents');
    await paula.post(paths.staff.removeMeetingDocument(id, String(document?.id)));
    expect((await site.get(address)).status).toBe(404);
    expect((await paula.get(paths.staff.meeting(id))).text).toContain('Het stuk is weggehaald.');
    await paula.post(paths.staff.restoreMeetingDocument(id, String(document?.id)));
    expect((await site.get(address)).status).toBe(200);
    await paula.post(paths.staff.removeMeetingDocument(id, String(document?.id)));
    writeFileSync(join(folder, 'zonder-rij.pdf'), PDF);
    const start = site.clock.now();
    for (const file of readdirSync(folder)) utimesSync(join(folder, file), start, start);
    await site.runTask('remove what is past its term');
    expect(readdirSync(folder)).toHaveLength(2);
    site.clock.advance(31 * DAY);
    await site.runTask('remove what is past its term');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that lost their file are not found, and the page still comes', async () => {
    const site = await openSite();
    const paula = await site.signIn();
    const id = await makePublished(paula);
    await add(paula, id, { name: 'a.pdf', bytes: PDF });
    site.services.connection.exec("UPDATE meeting_documents SET file = 'weg.pdf'");
    expect((await site.get(addressOf(site, id))).status).toBe(404);
    expect((await site.get(paths.meeting(meetingOf(site, id).slug))).status).toBe(200);
  });
});

function bytesOf(response: unknown, done: (error: null, body: Buffer) => void): void {
  const parts: Buffer[] = [];
  const stream = response as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts)));
}
