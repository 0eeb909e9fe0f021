import { describe, expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { qrCodesIn, textIn, wordsIn } from '../support/pdf.ts';
import { hasProgram } from '../support/programs.ts';
import { choose, codeOf, countsOf, groupOf, openRaad, register, type Staff } from './inviting.ts';

const readable = hasProgram('pdftotext', '-v');
const scans = hasProgram('zbarimg', '--version');

async function pdf(staff: Staff, path: string): Promise<Buffer> {
  const answer = await staff.get(path).responseType('blob');
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
  return answer.body;
}

describe.skipIf(!readable)('Letters', () => {
  it('are one for each household, in PostNL’s order, with a code that opens the invitation', async () => {
    const { site, paula, meeting, ids } = await openRaad(['wietske', 'lukasz', 'anna', 'petra']);
    const file = await pdf(paula, `${paths.staff.invitationLetters(meeting)}?envelop=c56-rechts&voor=nieuw`);
    const text = textIn(file);
    expect(text).toMatch(/Wietske van der Meer en Łukasz Zając\n+ *Dorpsstraat 12a\n+ *1234 AB +LJOUWERT/);
    expect(text).toContain('Beste Wietske en Łukasz,');
    expect(text).toContain('donderdag 21 mei 2026, van 10.00 tot 16.00 uur');
    expect(text).not.toMatch(/Vries|Zwijger/);
    expect(Math.max(...wordsIn(file).map(({ page }) => page))).toBe(1);
    const code = codeOf(site, groupOf(site, meeting, ids.wietske));
    expect(text).toContain(code);
    expect(site.services.accessLog.newest(1)).toMatchObject([
      { action: 'participant.letters', persons: [ids.wietske, ids.lukasz] },
    ]);
    expect(site.services.ledger.page(1)).toMatchObject([{ kind: 'letters', meetingId: meeting, count: 2 }]);
    expect((await site.post(paths.invitationCode(), { code })).status).toBe(303);
  });

  it.skipIf(!scans)('have a QR code that leads to the invitation of that house', async () => {
    const { site, paula, meeting } = await openRaad(['wietske']);
    const [link = ''] = qrCodesIn(await pdf(paula, paths.staff.invitationLetters(meeting)));
    expect(link.startsWith(`${site.url}/uitnodiging/`)).toBe(true);
    expect((await site.get(new URL(link).pathname)).text).toContain('Wietske, komt u?');
  });

  it('say what staff wrote', async () => {
    const { paula, meeting } = await openRaad(['wietske']);
    const path = paths.staff.invitationPaper(meeting);
    expect((await paula.post(path, { onderwerp: 'Kom ook', tekst: '' })).status).toBe(422);
    await paula.post(path, { onderwerp: 'Kom ook', tekst: 'Er is soep.\n\nEn brood.' });
    const text = textIn(await pdf(paula, paths.staff.invitationLetters(meeting)));
    for (const said of ['Kom ook', 'Er is soep.', 'En brood.']) expect(text).toContain(said);
  });

  it('count as invited once they are in the post, and can be printed again with the same codes', async () => {
    const { site, paula, meeting, ids } = await openRaad(['wietske', 'lukasz']);
    await pdf(paula, paths.staff.invitationLetters(meeting));
    expect(countsOf(site, meeting).invited).toBe(0);
    await paula.post(paths.staff.lettersSent(meeting));
    expect(countsOf(site, meeting).invited).toBe(2);
    const code = codeOf(site, groupOf(site, meeting, ids.wietske));
    expect(textIn(await pdf(paula, `${paths.staff.invitationLetters(meeting)}?voor=alle`))).toContain(code);
    const nobody = await paula.get(`${paths.staff.invitationLetters(meeting)}?voor=nieuw`);
    expect(nobody.status).toBe(422);
    expect(nobody.text).toContain('niemand om een brief voor te maken');
  });

  it('leave out who wants no post since, also of a household', async () => {
    const { site, paula, meeting, ids } = await openRaad(['wietske', 'lukasz']);
    const entry = site.services.participants.byId(ids.lukasz);
    if (entry === undefined) throw new Error('gone');
    site.services.participants.change(entry.id, entry.version, { ...entry, noPost: true }, 'staff');
    const text = textIn(await pdf(paula, paths.staff.invitationLetters(meeting)));
    expect(text).toContain('Beste Wietske,');
    expect(text).not.toContain('Łukasz');
  });

  it('name beforehand whose name the font can’t print, and print odd names upright', async () => {
    const { site, paula, meeting } = await openRaad([]);
    const home = { street: 'Straat', houseNumber: '1', postcode: '1234 AB', town: "'s-Hertogenbosch" };
    const odd = ['محمد', '=CMD()', 'X'.repeat(300), 'Regel\neinde'].map((lastName, number) =>
      register(site, { ...home, houseNumber: String(number + 1), lastName }),
    );
    await choose(paula, meeting, odd);
    const page = (await paula.get(paths.staff.invitationPaper(meeting))).text;
    expect(page).toMatch(/Sommige namen kunnen wij niet drukken[\s\S]*<li>محمد<\/li>\s*<\/ul>/);
    const file = await pdf(paula, paths.staff.invitationLabels(meeting));
    const text = textIn(file);
    for (const said of ['=CMD()', 'Regel einde', '’S-HERTOGENBOSCH'.replace('’', "'")])
      expect(text).toContain(said);
    await pdf(paula, paths.staff.invitationLetters(meeting));
  });
});

describe.skipIf(!readable)('Labels', () => {
  it('begin where staff say, and say in words what can’t be', async () => {
    const { paula, meeting } = await openRaad(['wietske']);
    const path = paths.staff.invitationLabels(meeting);
    const [first] = wordsIn(await pdf(paula, `${path}?vel=L7160&vanaf=3&etiketrechts=1,5&etiketomlaag=-2`));
    expect(first?.left).toBeCloseTo(7.2 + 2 * 66.04 + 5 + 1.5, 0);
    for (const query of ['vanaf=0', 'vanaf=x', 'etiketrechts=99', 'etiketomlaag=a', 'vanaf=-1']) {
      const answer = await paula.get(`${path}?vel=L7160&${query}`);
      expect([query, answer.status]).toEqual([query, 422]);
    }
    expect((await paula.get(`${path}?vel=L7160&vanaf=22`)).text).toContain('Dit vel heeft 21 etiketten');
  });

  it('and envelopes have test sheets, without a name of anybody', async () => {
    const { site, paula, meeting } = await openRaad(['wietske']);
    const labels = textIn(await pdf(paula, `${paths.staff.labelTest(meeting)}?vel=3474`));
    expect(labels).toContain('Etiket 24');
    const envelope = textIn(await pdf(paula, `${paths.staff.envelopeTest(meeting)}?envelop=dl-rechts`));
    expect(envelope).toContain('venster rechts');
    expect(labels + envelope).not.toContain('Wietske');
    expect(site.services.ledger.page(1)).toEqual([]);
    expect(site.services.accessLog.newest(1)).not.toMatchObject([{ action: 'participant.labels' }]);
  });
});
