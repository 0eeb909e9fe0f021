import { paths } from '../../src/paths.ts';
import { linkOf, openRaad, PEOPLE, sendMails } from '../invitations/inviting.ts';
import { fieldsOn, make, makePublished, PDF, RAAD, save } from '../meetings/meetings.ts';
import { openSite } from './site.ts';

type Note = (name: string, path: string, answer: { text: string; headers: Record<string, unknown> }) => void;

const DAY = 24 * 60 * 60 * 1000;
const LONG = 'Bestaanszekerheidsbijeenkomstenvoorbereidingscommissie';
const QUESTIONS = {
  ...{
    vraag1: 'Welke werkgroep?',
    vraag1soort: 'keuze',
    vraag1keuzes: 'Schulden\nBijstand',
    vraag1nodig: 'ja',
  },
  ...{ vraag2: 'Wat wilt u vertellen?', vraag2soort: 'tekst', behoeften: 'ja' },
};

/** Goes through making meetings and reading of them, into every state that they have, on a site of their own. */
export async function seeEveryMeetingPage(note: Note): Promise<void> {
  const site = await openSite();
  const paula = await site.signIn();
  const { staff } = paths;
  const { meetings } = site.services;
  const show = async (name: string, path: string) => note(`meetings: ${name}`, path, await paula.get(path));
  const read = async (name: string, path: string) => note(`agenda: ${name}`, path, await site.get(path));
  const slugOf = (id: string) => String(meetings.byId(id)?.slug);
  const addDocument = (id: string, soort: string, naam = '') =>
    paula.upload(staff.addMeetingDocument(id), { soort, naam }, { name: 'Stuk.pdf', bytes: PDF });

  const issue = site.services.issues.createFrom({
    ...{ subject: 'Lente', preheader: '', introduction: 'Beste lezer,', blocks: [{ kind: 'meetings' }] },
  });
  await show('none in a newsletter', staff.issue(issue.id));
  await show('none in a newsletter, looked at', staff.previewIssue(issue.id));
  await read('empty', paths.agenda());
  await show('none yet', staff.meetings());
  await show('a new one', staff.newMeeting());
  const wrong = { ...RAAD, titel: '', tot: '09:00', vraag1: 'Welke?', vraag1soort: 'keuze' };
  note('a meeting refused', staff.newMeeting(), await paula.post(staff.newMeeting(), wrong));
  const early = await paula.post(staff.newMeeting(), { ...RAAD, tot: '09:00' });
  note('a meeting that ends before it begins, refused', staff.newMeeting(), early);

  const id = await make(paula, QUESTIONS);
  await show('saved', staff.meeting(id));
  await show('a form with questions', staff.changeMeeting(id));
  const opened = fieldsOn((await paula.get(staff.changeMeeting(id))).text);
  await save(paula, id, { locatie: 'De Vuurtoren', plaatsen: '40' });
  const stale = await paula.post(staff.changeMeeting(id), { ...opened, titel: 'Anders' });
  note('meetings: a colleague changed it', staff.changeMeeting(id), stale);
  await show('drafts', staff.meetings());
  await paula.post(staff.removeMeeting(id));
  await show('thrown away', staff.meetings());
  await paula.post(staff.restoreMeeting(id));
  await show('taken back', staff.meeting(id));

  await paula.post(staff.publishMeeting(id));
  await show('published', staff.meeting(id));
  await paula.post(staff.removeMeeting(id));
  await show('too late to throw away', staff.meeting(id));
  const addTo = staff.addMeetingDocument(id);
  note('a document refused', staff.meeting(id), await paula.upload(addTo, { soort: 'before', naam: '' }));
  await addDocument(id, 'before', `${LONG} ${LONG}`);
  await show('a document added', staff.meeting(id));
  const [document] = site.services.documents.of(id);
  await paula.post(staff.removeMeetingDocument(id, document?.id ?? ''));
  await show('a document taken away', staff.meeting(id));
  await paula.post(staff.restoreMeetingDocument(id, document?.id ?? ''));
  await show('a document put back', staff.meeting(id));
  note('reason refused', staff.meeting(id), await paula.post(staff.cancelMeeting(id), { reden: '' }));

  const secret = await makePublished(paula, { openbaar: 'nee', locatie: '', straat: '', plaats: '' });
  await show('for the invited', staff.meeting(secret));
  const long = await makePublished(paula, {
    ...{ titel: LONG, datum: '2026-04-01', van: '23:00', tot: '02:00', laatstedag: '2026-04-02' },
    ...{ locatie: '', straat: '', huisnummer: '', postcode: '', plaats: '', plaatsen: '1', antwoordvoor: '' },
  });
  const off = await makePublished(paula, { titel: 'Zomerfeest', datum: '2026-06-11' });
  await show('in a newsletter', staff.issue(issue.id));
  await read('what is to come', paths.agenda());
  await read('a meeting', paths.meeting(slugOf(id)));
  await read('a meeting at night', paths.meeting(slugOf(long)));
  await paula.post(staff.cancelMeeting(off), {
    reden: 'De zaal is niet beschikbaar.\nWij zoeken een nieuwe dag.',
  });
  await show('cancelled', staff.meeting(off));
  await paula.post(staff.changeMeeting(off), { ...opened, titel: 'Toch' });
  await show('cancelled, and changed after that', staff.meeting(off));
  await read('a cancelled meeting', paths.meeting(slugOf(off)));
  const copied = await paula.post(staff.copyMeeting(id));
  await show('copied', String(copied.headers.location));
  await show('all kinds', staff.meetings());
  await read('one is off', paths.agenda());

  await seeOneThatIsFull(note);

  site.clock.set(new Date('2026-05-21T15:00:00Z'));
  const again = await site.signIn();
  const showAgain = async (name: string, path: string) =>
    note(`meetings: ${name}`, path, await again.get(path));
  await showAgain('is over', staff.meeting(id));
  await again.post(staff.cancelMeeting(id), { reden: 'Te laat' });
  await showAgain('too late to cancel', staff.meeting(id));
  await read('a meeting that is over', paths.meeting(slugOf(id)));
  await again.upload(addTo, { soort: 'minutes', naam: 'Verslag' }, { name: 'v.pdf', bytes: PDF });
  await read('minutes', paths.meeting(slugOf(id)));
  await read('what has been', paths.agenda());
  await showAgain('with minutes', staff.meeting(id));
  const past = await again.post(staff.newMeeting(), { ...RAAD, datum: '2026-05-01', antwoordvoor: '' });
  await showAgain('a draft of a day that has been', String(past.headers.location));
  site.clock.advance(60 * DAY);
  const later = await site.signIn();
  for (const draft of meetings.all().filter(({ state }) => state === 'draft')) meetings.remove(draft.id);
  note('meetings: all over', staff.meetings(), await later.get(staff.meetings()));
}

/** The last place of a meeting is taken. */
async function seeOneThatIsFull(note: Note): Promise<void> {
  const { site, paula, meeting: id } = await openRaad(['anna', 'bilal'], { plaatsen: '1' });
  await sendMails(site, paula, id);
  await site.post(linkOf(site, PEOPLE.anna.email), { komt_1: 'ja' });
  const { staff } = paths;
  const slug = String(site.services.meetings.byId(id)?.slug);
  note('meetings: full', staff.meeting(id), await paula.get(staff.meeting(id)));
  note('meetings: people are invited', staff.changeMeeting(id), await paula.get(staff.changeMeeting(id)));
  await save(paula, id, { locatie: 'Het Anker', vertel: 'ja' });
  note('meetings: moved', staff.meeting(id), await paula.get(staff.meeting(id)));
  note('agenda: a full meeting', paths.meeting(slug), await site.get(paths.meeting(slug)));
  note('agenda: full', paths.agenda(), await site.get(paths.agenda()));
}
