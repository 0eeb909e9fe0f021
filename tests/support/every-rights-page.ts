import { paths } from '../../src/paths.ts';
import { everythingOfNoor } from '../rights/everything.ts';
import { ask, idIn, KEES_ENTRY, NOOR_ENTRY, Noor, register } from '../rights/people.ts';
import { linkIn, openSite } from './site.ts';

type Note = (name: string, path: string, answer: { text: string; headers: Record<string, unknown> }) => void;

const DAY = 24 * 60 * 60 * 1000;
const OWN = '/mijn-gegevens/register/';

/** Goes through what people ask about their own data, as staff answer it and as people do it themselves. */
export async function seeEveryRightsPage(note: Note): Promise<void> {
  const { staff } = paths;
  const site = await openSite();
  const paula = await site.signIn();
  const see = async (name: string, path: string) => note(`rights: ${name}`, path, await paula.get(path));
  const send = async (name: string, path: string, form: Record<string, string>) =>
    note(`rights: ${name}`, path, await paula.post(path, form));
  const visit = async (name: string, path: string) => note(`rights: ${name}`, path, await site.get(path));

  await see('no requests', staff.requests());
  await see('a new request', staff.newRequest());
  await send('nobody found', staff.newRequest(), { stap: 'zoek', zoek: 'niemand' });
  await send('a request refused', staff.newRequest(), { datum: 'gisteren' });
  const { reader, entry } = await everythingOfNoor(site, paula);
  const kees = register(site, KEES_ENTRY);
  await send('people found', staff.newRequest(), { stap: 'zoek', zoek: 'verhoeven', soort: 'access' });
  await see('a request of somebody', staff.newRequestOf(`lezer.${reader}`));
  const address = await ask(paula, 'access', [`lezer.${reader}`, `persoon.${entry}`]);
  const id = idIn(address);
  await see('a request kept', address);
  await see('a request', address);
  await see('whose request it is', staff.requestPeople(id));
  await send('whose request, searched', staff.requestPeople(id), { stap: 'zoek', zoek: 'kees' });
  await send('whose request, nobody', staff.requestPeople(id), {});
  await paula.post(staff.restrict(id));
  await see('restricted', address);
  await see('a restricted reader', staff.subscriber(reader));
  await see('a restricted entry', staff.participant(entry));
  await paula.post(staff.liftRestriction(id));
  await see('not restricted any more', address);
  await paula.post(staff.object(id));
  await see('objected', address);
  await see('an entry that objected', staff.participant(entry));
  await paula.post(staff.withdrawObjection(id));
  await see('objects no more', address);
  await send('more time refused', staff.extendRequest(id), {});
  await paula.post(staff.extendRequest(id), { reden: 'Er zijn veel mappen op papier.', mail: Noor.email });
  await see('more time', address);
  await see('more time taken', address);
  await paula.post(staff.extendRequest(id), { reden: 'Nog meer.' });
  await see('no more time', address);
  await send('closing refused', staff.closeRequest(id), { afloop: 'refused' });
  await paula.post(staff.closeRequest(id), { afloop: 'partly', uitleg: 'De rest volgt.' });
  await see('closed', address);
  await paula.post(staff.closeRequest(id), { afloop: 'done' });
  await see('closed before', address);

  await site.post(paths.ownData(), { email: Noor.email });
  await site.settle();
  const { requests } = site.services.rights;
  const shared = requests.open().find(({ writtenBy }) => writtenBy === 'person');
  await see('two share an address', staff.request(shared?.id ?? ''));
  site.clock.advance(26 * DAY);
  await see('requests, one soon', staff.requests());
  await see('the overview, one soon', staff.dashboard());
  site.clock.advance(10 * DAY);
  await see('requests, one late', staff.requests());
  await see('the overview, one late', staff.dashboard());
  await see('a late request', staff.request(site.services.rights.requests.open()[0]?.id ?? ''));

  site.services.participants.remove(kees, 'staff');
  const erasing = await ask(paula, 'erasure', [`lezer.${reader}`, `persoon.${entry}`]);
  await see('erasing', staff.erase(idIn(erasing)));
  await paula.post(staff.erase(idIn(erasing)), { mail: '' });
  await see('erased', erasing);
  await see('requests, all kinds', staff.requests());
  await see('one without mail', staff.erase(idIn(await ask(paula, 'erasure', [`persoon.${kees}`]))));
  await see('settings with backups', staff.settings());

  const own = await openSite();
  register(own, NOOR_ENTRY);
  await own.post(paths.ownData(), { email: Noor.email });
  await own.settle();
  const link = linkIn(own.mailTo(Noor.email), OWN);
  const look = async (name: string, path: string) => note(`rights: ${name}`, path, await own.get(path));
  await look('own entry', link);
  note('rights: own entry refused', link, await own.post(link, { achternaam: '', telefoon: 'bel maar' }));
  await look('own entry corrected', `${link}?gedaan=verbeterd`);
  await own.post(`${link}/uitnodigingen`);
  await look('own entry without invitations', `${link}?gedaan=geen`);
  await look('own entry with invitations again', `${link}?gedaan=wel`);
  await look('forgetting the own entry', `${link}/wissen`);
  register(own, KEES_ENTRY);
  await look('own entry with a shared address', link);
  await visit('own entry forgotten', paths.entryForgotten());
}
