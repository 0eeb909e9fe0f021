import { paths } from '../../src/paths.ts';
import { ATTESTED, bringIn, check, csvOf, upload } from '../imports/lists.ts';
import { Anna, Bilal } from './people.ts';
import { openSite } from './site.ts';

type Note = (name: string, path: string, answer: { text: string; headers: Record<string, unknown> }) => void;

/** Every page of lists on their way in and out, in every state, on a site of their own. */
export async function seeEveryImportPage(note: Note): Promise<void> {
  const site = await openSite();
  const { staff } = paths;
  const paula = await site.signIn();
  const show = async (name: string, path: string) => note(name, path, await paula.get(path));
  await show('no lists yet', staff.lists());
  await show('a new list', staff.newList());
  await show('saving an empty list', staff.exportSubscribers());
  note('saving refused', staff.exportSubscribers(), await paula.post(staff.exportSubscribers()));
  note('a list refused', staff.newList(), await paula.upload(staff.newList(), { soort: 'x' }));
  note(
    'a list without a file refused',
    staff.newList(),
    await paula.upload(staff.newList(), { soort: 'readers' }),
  );

  const broken = await upload(site, paula, Buffer.from('e-mail;naam\na@lezers.example;"A"b\n'), {
    name: 'kapot.csv',
  });
  await show('a list that can not be read', staff.list(broken));

  await site.subscribe(Bilal);
  const rows = [
    ['e-mail', 'naam', 'datum', 'groep', ''],
    [Anna.email, '<b>Anna</b>', '4-3-2019', 'Intekenlijst', ''],
    [Bilal.email, 'Bilal', '', 'Intekenlijst', ''],
    [
      'eenheellangadreszonderenkelstreepjeofpuntdatnietafgebrokenkanworden@lezers.example',
      'Lang',
      '',
      'Afgemeld',
      '',
    ],
    ['fout', 'Fout', '', '', ''],
    ['te@lezers.example', 'veel', 'kolommen', 'in', 'deze', 'regel'],
    ['opzij@lezers.example', 'Opzij', '', '', ''],
  ];
  const sent = await paula.upload(
    staff.newList(),
    { soort: 'readers' },
    { name: 'lijst.csv', bytes: csvOf(rows) },
  );
  const id = String(String(sent.headers.location).split('/').at(-1));
  await show('a list that is read', staff.list(id));
  await site.settle();
  await show('columns', staff.listColumns(id));
  note('columns refused', staff.listColumns(id), await paula.post(staff.listColumns(id), { kolom0: 'name' }));
  await paula.post(staff.listColumns(id), {
    ...{ kolom0: 'address', kolom1: 'name', kolom2: 'date', kolom3: 'group' },
    ...{ kopregel: 'ja', datum: 'dag' },
  });
  await show('consent', staff.listConsent(id));
  note(
    'consent refused',
    staff.listConsent(id),
    await paula.post(staff.listConsent(id), { basis0: 'proven' }),
  );
  const consent = { ...ATTESTED, datum0: '1-1-2019', basis1: 'skip', basis2: 'none', basis3: 'none' };
  await paula.post(staff.listConsent(id), consent);
  await show('a list that is checked', staff.list(id));
  await site.settle();
  await show('the dry run', staff.listCheck(id));
  await show('the dry run, what is wrong', `${staff.listCheck(id)}?uitkomst=wrong`);
  await show('consent, filled in before', staff.listConsent(id));
  await paula.post(staff.applyList(id));
  await show('a list that is brought in', staff.list(id));
  await site.settle();
  await paula.post(staff.applyList(id));
  await show('a list that is in', staff.list(id));
  await show('a list that is in, what was wrong', `${staff.list(id)}?uitkomst=wrong`);
  await show('lists', staff.lists());
  await show('readers of a list', staff.subscribers());
  const people = site.services.subscribers.list({ words: '' }).subscribers;
  for (const { id: reader, state } of people) await show(`a reader, ${state}`, staff.subscriber(reader));
  await paula.post(staff.undoList(id));
  await show('a list that is taken back', staff.list(id));
  await site.settle();
  await show('a list that is undone', staff.list(id));

  const off = await upload(site, paula, csvOf([['e-mail'], ...many(), [Bilal.email]]), {
    soort: 'unsubscribed',
  });
  await check(site, paula, off);
  await show('the dry run of who left', staff.listCheck(off));
  await paula.post(staff.dropList(off));
  await show('a list thrown away', staff.lists());
  await bringIn(site, paula, [['e-mail'], [Bilal.email]], { soort: 'deleted' });
  const nothing = await upload(site, paula, csvOf([['e-mail'], [Bilal.email]]));
  await check(site, paula, nothing);
  await show('a list that changes nothing', staff.listCheck(nothing));
  await show('saving the list', staff.exportSubscribers());
}

function many(): string[][] {
  return Array.from({ length: 400 }, (_, number) => [`r${number}@lezers.example`]);
}
