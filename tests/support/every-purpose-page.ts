import { paths } from '../../src/paths.ts';
import { openRaad, PEOPLE, register } from '../invitations/inviting.ts';
import { FOR_TILBURG, save } from '../register-exports/saved.ts';
import { check, csvOf, upload, work } from '../register-imports/lists.ts';
import { openSite } from './site.ts';

type Note = (name: string, path: string, answer: { text: string; headers: Record<string, unknown> }) => void;

const HOUR = 60 * 60 * 1000;
const LIST = [
  ['Kenmerk', 'Naam', 'Adres', 'Postcode', 'Plaats', 'E-mail', 'Geen post', 'Opmerkingen'],
  ['', 'Wietske van der Meer', 'Dorpsstraat 12a', '1234 AB', 'Leeuwarden', '', 'nee', 'Belt graag'],
  [
    '',
    'Een heel lange naam die op een telefoon niet past',
    'Langestraatnaamweg 12a',
    '0123 AB',
    'Zwolle',
    'lang@raad.example',
    '',
    '',
  ],
  ['', 'Anna de Vries', '', '', '', 'anna@raad.example', '', ''],
  ['', 'Anna de Vries', '', '', '', 'anna@raad.example', '', ''],
  ['', 'Zonder Adres', '', '', '', 'geen adres', '', ''],
  ['', 'Łukasz Zając', 'Dorpsstraat 12A', '1234 AB', '', '', '', ''],
  ['', '=1+1', '', '', '', '', '', ''],
  ...Array.from({ length: 60 }, (_, number) => ['', `Nieuw Jansen${number}`, '', '', '', '', '', '']),
];

/** Goes through lists out of the register and into it, and through losing one, into every state that it has. */
export async function seeEveryPurposePage(note: Note): Promise<void> {
  const { staff } = paths;
  const empty = await openSite();
  const first = await empty.signIn();
  for (const path of [
    staff.ledger(),
    staff.registerLists(),
    staff.newRegisterList(),
    staff.exportParticipants(),
  ]) {
    note(`purpose: empty ${path}`, path, await first.get(path));
  }

  const { site, paula, meeting, ids } = await openRaad(['anna', 'bilal', 'wietske', 'lukasz', 'petra']);
  const see = async (name: string, path: string) => note(`purpose: ${name}`, path, await paula.get(path));
  const send = async (name: string, path: string, form: Record<string, string>) =>
    note(`purpose: ${name}`, path, await paula.post(path, form));

  await see('an export', staff.exportParticipantsBy('alles=ja'));
  await see('chosen', staff.chosenParticipantsBy('alles=ja'));
  await send('an export refused', staff.exportParticipants(), { ...FOR_TILBURG, activiteit: '', inhoud: '' });
  await send('an export without a name refused', staff.exportParticipants(), { ...FOR_TILBURG, naam: '' });
  await save(paula);
  await save(paula, { activiteit: meeting, inhoud: 'post', keuze: `kies=${ids.anna}&kies=${ids.wietske}` });
  await see('the ledger', staff.ledger());
  const [file, whole] = site.services.ledger.page(1).map(({ id }) => id) as [string, string];
  await see('a file', staff.ledgerFile(file));
  await see('a lost file, first', staff.lostFile(file));
  await send('a lost file refused', staff.lostFile(file), { datum: '', tijd: 'x' });
  const noticed = { datum: '2026-03-05', tijd: '11:00' };
  await paula.post(staff.lostFile(file), noticed);
  await see('a lost file', staff.lostFile(file));
  await paula.post(staff.lostFile(file), {
    ...noticed,
    gemeld: '2026-03-05',
    wat: 'De tas is weg.',
    wanneer: 'op 5 maart',
  });
  await see('a lost file, reported', staff.lostFile(file));
  await see('a file that is lost', staff.ledgerFile(file));
  await see('the ledger with a lost file', staff.ledger());
  await paula.post(staff.lostFile(whole), noticed);
  await see('everybody lost', staff.lostFile(whole));
  await paula.post(staff.lostFileFound(whole));
  await see('found', staff.ledgerFile(whole));

  const bad = await upload(site, paula, Buffer.from('a;b\n"x"y;z\n'), 'kapot.csv');
  await see('unreadable', staff.registerList(bad));
  await paula.post(staff.dropRegisterList(bad));
  await see('dropped', staff.registerLists());
  note('purpose: no file refused', staff.newRegisterList(), await paula.upload(staff.newRegisterList(), {}));
  const answer = await paula.upload(staff.newRegisterList(), {}, { name: 'lijst.csv', bytes: csvOf(LIST) });
  const path = String(answer.headers.location);
  await see('a list under way', path);
  await work(site);
  const id = String(path.split('/').at(-1));
  await see('columns', staff.registerListColumns(id));
  await send('columns refused', staff.registerListColumns(id), { kolom1: 'town', kolom2: 'town', soort: '' });
  register(site, PEOPLE.lukasz);
  await paula.post(staff.dropRegisterList(id));
  register(site, { firstName: 'Nieuw', lastName: 'Jansen3' });
  const list = await check(site, paula, LIST);
  await paula.post(staff.dropRegisterList(id));
  await see('not dropped', staff.registerLists());
  for (const shown of ['new', 'changed', 'warned', 'same', 'double', 'unsure', 'wrong']) {
    await see(`dry run ${shown}`, `${staff.registerListCheck(list)}?uitkomst=${shown}`);
  }
  await see('dry run, second page', `${staff.registerListCheck(list)}?uitkomst=new&pagina=2`);
  await paula.post(staff.applyRegisterList(list));
  await see('being applied', staff.registerList(list));
  await work(site);
  for (const shown of ['new', 'changed', 'warned', 'wrong']) {
    await see(`result ${shown}`, `${staff.registerList(list)}?uitkomst=${shown}`);
  }
  const again = await check(
    site,
    paula,
    LIST.slice(0, 1).concat([['', 'Bilal Yıldız', '', '', '', 'bilal@raad.example', '', '']]),
  );
  await see('nothing to do', staff.registerListCheck(again));
  await paula.post(staff.undoRegisterList(list));
  await see('being undone', staff.registerList(list));
  await work(site);
  await see('undone', staff.registerList(list));
  await see('lists', staff.registerLists());
  await paula.post(staff.undoRegisterList(list));
  await see('moved on', staff.registerList(list));

  site.clock.advance(73 * HOUR);
  const quinten = await site.signIn();
  const late = site.services.incidents.of(file);
  if (late !== undefined) site.services.incidents.keep(file, { ...late, reportedAt: '' }, 'Paula');
  note('purpose: too late', staff.lostFile(file), await quinten.get(staff.lostFile(file)));
}
