import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { openRaad } from '../invitations/inviting.ts';
import { textOf } from '../participants/register.ts';
import { save } from '../register-exports/saved.ts';

const HOUR = 60 * 60 * 1000;
const NOTICED = { datum: '2026-03-05', tijd: '11:00' };

it('shows which files were made, for what, by whom, and who is in one', async () => {
  const { paula, file } = await withList();
  const list = textOf((await paula.get(paths.staff.ledger())).text);
  expect(list).toContain('Bestand uit het register');
  expect(list).toContain('Themadag in Tilburg');
  expect(list).toContain('Paula de Proef');
  const shown = textOf((await paula.get(paths.staff.ledgerFile(file))).text);
  expect(shown).toContain('Anna de Vries');
  expect(shown).toContain('Wietske van der Meer');
  expect(shown).toContain('2 personen en organisaties');
  expect((await paula.get(paths.staff.ledgerFile('geen'))).status).toBe(404);
  expect((await paula.get(paths.staff.lostFile('geen'))).status).toBe(404);
});

it('asks first when it was noticed: not before there was a list, and not later than now', async () => {
  const { paula, file } = await withList();
  const path = paths.staff.lostFile(file);
  const page = (await paula.get(path)).text;
  expect(page).toContain('value="2026-03-05"');
  expect(page).toContain('value="11:00"');
  expect(page).not.toContain('Autoriteit Persoonsgegevens vóór');
  for (const [fields, message] of [
    [{ datum: '2026-03-04', tijd: '11:00' }, 'Toen was deze lijst nog niet gemaakt'],
    [{ datum: '2026-03-05', tijd: '11:01' }, 'Dit moment moet nog komen'],
    [{ datum: '', tijd: '11:00' }, 'Vul in op welke dag'],
    [{ datum: '2026-02-31', tijd: '11:00' }, 'Dit is geen datum'],
    [{ datum: '2026-03-05', tijd: '25:00' }, 'Vul in hoe laat'],
  ] as const) {
    const answer = await paula.post(path, fields);
    expect([answer.status, answer.text.includes(message)]).toEqual([422, true]);
  }
  expect((await paula.get(paths.staff.lostFileReport(file))).status).toBe(404);
});

it('counts 72 hours from the moment that staff noticed, and says so when they are over', async () => {
  const { site, paula, file } = await withList();
  await paula.post(paths.staff.lostFile(file), NOTICED);
  site.clock.advance(2 * HOUR);
  const page = async () => textOf((await (await site.signIn()).get(paths.staff.lostFile(file))).text);
  expect(await page()).toContain('Nog 2 dagen en 22 uur');
  expect(await page()).toContain('vóór 8 maart 2026, 11:00 uur');
  site.clock.advance(69.5 * HOUR);
  expect(await page()).toContain('Nog minder dan een uur');
  site.clock.advance(HOUR);
  expect(await page()).toContain('De 72 uur zijn voorbij');
  const quinten = await site.signIn();
  await quinten.post(paths.staff.lostFile(file), { ...NOTICED, gemeld: '2026-03-08' });
  expect(await page()).toContain('op 8 maart 2026 gemeld');
});

it('tells whom it is about: as they are now, and how many are not there any more', async () => {
  const { site, paula, file, ids } = await withList();
  const anna = site.services.participants.byId(ids.anna);
  if (anna === undefined) throw new Error('gone');
  site.services.participants.change(anna.id, anna.version, { ...anna, lastName: 'Jansen' }, 'paula');
  site.services.participants.remove(ids.wietske, 'paula');
  await paula.post(paths.staff.lostFile(file), NOTICED);
  const page = textOf((await paula.get(paths.staff.lostFile(file))).text);
  expect(page).toContain('Nu in het register 1 (1 niet meer)');
  expect(page).toContain('Te bereiken per: Mail 1');
  expect(page).toContain(
    'Van hoeveel mensen zijn de gegevens? 2 mensen en organisaties. Eén van hen staat nu niet meer',
  );
  expect(textOf((await paula.get(paths.staff.ledgerFile(file))).text)).toContain('Anna de Jansen');
});

it('drafts the notification and the letter with what is known, and leaves to staff what is not', async () => {
  const { paula, file } = await withList();
  await paula.post(paths.staff.lostFile(file), NOTICED);
  const first = textOf((await paula.get(paths.staff.lostFile(file))).text);
  expect(first).toContain(
    'Welke gegevens zijn het? Van ieder, voor zover bekend: naam, organisatie en adres.',
  );
  expect(first).toContain('Vul zelf aan: Hoe de lijst is kwijtgeraakt');
  expect(first).toContain('Iemand kan zien waar u woont');
  expect(first).toContain('Iemand kan zien waar deze mensen wonen');
  expect(first).not.toContain('mailen of bellen');
  expect(first).not.toContain('Wij hebben dit gemeld');
  await paula.post(paths.staff.lostFile(file), {
    ...NOTICED,
    ...{ wat: 'De lijst lag in een tas. Die is <gestolen>.', wanneer: 'op 5 maart', gemeld: '2026-03-05' },
    maatregelen: 'Wij hebben aangifte gedaan.',
  });
  const page = await paula.get(paths.staff.lostFile(file));
  expect(page.text).not.toContain('<gestolen>');
  const letter = String(/readonly>([\s\S]*?)<\/textarea>/.exec(page.text)?.[1]);
  expect(letter).toContain('De lijst lag in een tas.');
  expect(letter).toContain('Wij hebben aangifte gedaan.');
  expect(letter).toContain('Wij hebben dit gemeld bij de Autoriteit Persoonsgegevens.');
  for (const path of [paths.staff.lostFileReport(file), paths.staff.lostFileLetter(file)]) {
    const pdf = await paula.get(path).buffer(true);
    expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'application/pdf']);
  }
});

it('is taken back when the list is found', async () => {
  const { site, paula, file } = await withList();
  await paula.post(paths.staff.lostFile(file), NOTICED);
  await paula.post(paths.staff.lostFileFound(file));
  expect(site.services.incidents.of(file)).toBeUndefined();
  expect((await paula.get(paths.staff.ledgerFile(file))).text).toContain('Is deze lijst kwijt?');
});

it('keeps a lost list for five years, and then forgets it', async () => {
  const { site, paula, file } = await withList();
  await paula.post(paths.staff.lostFile(file), NOTICED);
  for (const [years, isThere] of [
    [3, true],
    [3, false],
  ] as const) {
    site.clock.advance(years * 365.25 * 24 * HOUR);
    site.services.incidents.removeOld();
    site.services.ledger.removeOld();
    expect(site.services.ledger.byId(file) !== undefined).toBe(isThere);
  }
});

async function withList() {
  const { site, paula, ids } = await openRaad(['anna', 'wietske']);
  await save(paula, { inhoud: 'post' });
  const file = String(site.services.ledger.page(1)[0]?.id);
  return { site, paula, ids, file };
}
