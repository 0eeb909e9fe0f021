import { paths } from '../../src/paths.ts';
import { PEOPLE, register } from '../invitations/inviting.ts';
import { linkIn, openSite } from './site.ts';

type Note = (name: string, path: string, answer: { text: string; headers: Record<string, unknown> }) => void;

const DAY = 24 * 60 * 60 * 1000;
const LOOK = 'look whether the promises are kept';
const NIGHT = 'remove what is past its term';
const LEAK = {
  ...{ datum: '2026-03-05', tijd: '10:30', wat: 'Een mail met namen ging naar de verkeerde.' },
  ...{ hoeveel: 'ongeveer 40', 'soort-readers': 'ja', gevolgen: 'Iemand kan deze mensen mailen.' },
};

/** Goes through what is kept how long, what is promised, who is asked to stay and what went wrong, in every state. */
export async function seeEveryPrivacyPage(note: Note): Promise<void> {
  const { staff } = paths;
  const site = await openSite();
  const paula = await site.signIn();
  const see = async (name: string, path: string) => note(`privacy: ${name}`, path, await paula.get(path));
  const send = async (name: string, path: string, form: Record<string, string>) =>
    note(`privacy: ${name}`, path, await paula.post(path, form));
  const visit = async (name: string, path: string) => note(`privacy: ${name}`, path, await site.get(path));

  for (const path of [staff.promises(), staff.retention(), staff.retentionReceipts(), staff.breaches()]) {
    await see(`first ${path}`, path);
  }
  await see('the record of processing', staff.processing());
  await see('nobody silent', staff.silent());

  await see('a new breach', staff.newBreach());
  await send('a breach refused', staff.newBreach(), { ...LEAK, wat: '' });
  const breach = String((await paula.post(staff.newBreach(), LEAK)).headers.location);
  await see('a breach kept', breach);
  await see('a breach', breach);
  await send('a breach that a colleague changed', breach, { ...LEAK, versie: '9' });
  await paula.post(breach, { ...LEAK, versie: '1', gemeld: '2026-03-05', waaromniet: 'Iedereen is gebeld.' });
  await see('a breach, reported', breach);
  const late = String(
    (await paula.post(staff.newBreach(), { ...LEAK, datum: '2026-02-01' })).headers.location,
  );
  await see('a breach, too late', late);
  await see('breaches', staff.breaches());

  const { anna, bilal, petra, wietske } = PEOPLE;
  const ids = [anna, bilal, petra, wietske].map((one) =>
    register(site, { ...one, lastContact: '2023-05-06' }),
  );
  await see('people to ask', staff.silent());
  await see('somebody to ask', staff.silentEntry(String(ids[0])));
  await see('somebody who may not be mailed', staff.silentEntry(String(ids[2])));
  await paula.post(staff.askSilent());
  await see('people asked', staff.silent());
  await see('people asked, where they stand', staff.silentIn('asked'));
  await site.settle();
  const link = linkIn(site.mailTo(anna.email), '/blijven/');
  await visit('the question', link);
  await site.post(link, { antwoord: 'weg' });
  await visit('the question, wants out', link);
  await visit('wants out', paths.stayAnswered('weg'));
  await visit('stays', paths.stayAnswered('blijf'));
  await visit('an unknown question', paths.stay('niemand'));
  await see('people who want out', staff.silent());
  await see('somebody who wants out', staff.silentEntry(String(ids[0])));
  await paula.post(staff.askSilentEntry(String(ids[1])));
  await see('one asked', staff.silentIn('no-answer'));
  await paula.post(staff.askSilentEntry(String(ids[2])));
  await see('one who may not be mailed', staff.silent());
  await paula.post(staff.noteSilentEntry(String(ids[2])));
  await see('one noted', staff.silent());
  await paula.post(staff.keepSilentEntry(String(ids[3])));
  await see('one who stays', staff.silent());
  await paula.post(staff.askSilent());
  await see('nobody to mail', staff.silent());

  await site.runTask(LOOK);
  await visit('the policy, not wholly true', paths.privacy());
  await see('promises, one not kept', staff.promises());
  await paula.post(staff.checkPromises());
  await see('promises asked', staff.promises());
  await site.post(paths.newsletter(), { email: 'zoe@lezers.example' });
  await site.settle();
  site.clock.advance(24 * DAY);
  await site.runTask(NIGHT);
  const later = await site.signIn();
  for (const path of [staff.retention(), staff.promises(), staff.dashboard(), staff.silentIn('no-answer')]) {
    note(`privacy: weeks later ${path}`, path, await later.get(path));
  }
  site.clock.advance(8 * DAY);
  await site.runTask(NIGHT);
  const last = await site.signIn();
  note('privacy: receipts', staff.retentionReceipts(), await last.get(staff.retentionReceipts()));
}
