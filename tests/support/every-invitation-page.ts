import { paths } from '../../src/paths.ts';
import {
  choose,
  codeOf,
  groupOf,
  linkOf,
  openRaad,
  PEOPLE,
  register,
  sendMails,
  TEXT,
} from '../invitations/inviting.ts';
import { make, makePublished } from '../meetings/meetings.ts';

type Note = (name: string, path: string, answer: { text: string; headers: Record<string, unknown> }) => void;

const QUESTIONS = [
  { id: 'w', label: 'Welke workshop?', kind: 'choice' as const, options: ['Geld', 'Buurt'], optional: false },
  { id: 't', label: 'Hebt u een tip?', kind: 'text' as const, options: [], optional: true },
];

/** Goes through inviting people to a meeting, into every state that it has: before, on and after the day. */
export async function seeEveryInvitationPage(note: Note): Promise<void> {
  const { site, paula, meeting, ids } = await openRaad([], { plaatsen: '4', behoeften: 'ja' });
  const { staff } = paths;
  const { meetings } = site.services;
  const see = async (name: string, path: string) => note(`inviting: ${name}`, path, await paula.get(path));
  const visit = async (name: string, path: string) => note(`invited: ${name}`, path, await site.get(path));
  const send = async (name: string, path: string, form: Record<string, string>) =>
    note(`invited: ${name}`, path, await site.post(path, form));
  const list = staff.invitations(meeting);

  await see('nobody chosen', list);
  await see('nobody in the register', staff.chooseInvited(meeting));
  await see('nobody at the door', staff.door(meeting));
  await see('no letters', staff.invitationPaper(meeting));
  await see('nobody to mail', staff.invitationMail(meeting, 'uitnodiging'));
  for (const [name, person] of Object.entries(PEOPLE)) {
    Object.assign(ids, { [name]: register(site, { ...person, tags: ['raad'] }) });
  }
  const arabic = register(site, {
    lastName: 'محمد',
    street: 'Straat',
    houseNumber: '1',
    postcode: '1234 AB',
    town: 'Stad',
  });
  for (let number = 0; number < 60; number += 1) register(site, { lastName: `Jansen${number}` });
  await see('choosing', `${staff.chooseInvited(meeting)}?soort=participant`);
  await choose(paula, meeting, []);
  await see('nobody ticked', staff.chooseInvited(meeting));
  await choose(paula, meeting, [...Object.values(ids), arabic]);
  await see('some chosen', staff.chooseInvited(meeting));
  const found = meetings.byId(meeting);
  if (found === undefined) throw new Error('gone');
  meetings.change(meeting, found.version, { ...found, questions: QUESTIONS, asksNeeds: true });

  await see('chosen', list);
  await see('nobody in this state', `${list}?stand=yes`);
  await see('the mail', staff.invitationMail(meeting, 'uitnodiging'));
  note(
    'inviting: a mail refused',
    staff.invitationMail(meeting, 'uitnodiging'),
    await paula.post(staff.invitationMail(meeting, 'uitnodiging'), { onderwerp: '', tekst: '' }),
  );
  await paula.post(staff.invitationMail(meeting, 'uitnodiging'), TEXT);
  await see('the mail, kept', staff.invitationMail(meeting, 'uitnodiging'));
  await paula.post(staff.sendInvitationMail(meeting, 'uitnodiging'), TEXT);
  await see('mails under way', list);
  await site.settle();
  await see('letters next', list);
  await see('letters', staff.invitationPaper(meeting));
  await see('labels, a number too high', `${staff.invitationLabels(meeting)}?vel=L7160&vanaf=99`);
  await see('letters, an offset too far', `${staff.invitationLetters(meeting)}?rechts=99&omlaag=x`);
  await see('labels, an offset too far', `${staff.invitationLabels(meeting)}?etiketrechts=99&etiketomlaag=x`);
  await paula.post(staff.lettersSent(meeting));
  await see('letters sent', list);
  await paula.post(staff.lettersSent(meeting));
  await see('no letters left', list);

  await visit('the code', paths.invitationCode());
  await send('a code refused', paths.invitationCode(), { code: 'x' });
  await visit('a link of nobody', paths.invitation('niemand'));
  for (const state of ['failed', 'uncertain']) {
    site.services.connection.prepare('UPDATE outbox SET state = ?').run(state);
    await see(`mail ${state}`, staff.invitedGroup(meeting, groupOf(site, meeting, ids.anna)));
    await see(`list, mail ${state}`, list);
  }
  const [anna, bilal] = [linkOf(site, PEOPLE.anna.email), linkOf(site, PEOPLE.bilal.email)];
  const home = String(
    (await site.post(paths.invitationCode(), { code: codeOf(site, groupOf(site, meeting, ids.wietske)) }))
      .headers.location,
  );
  await visit('one person', anna);
  await visit('a household', home);
  await send('an answer refused', home, { komt_1: 'ja', zorg_1: 'noten', gasten: 'a\nb\nc\nd\ne\nf' });
  await site.post(anna, {
    ...{ komt_1: 'ja', vraag_1_w: 'Geld', zorg_1: 'noten', zorg_akkoord_1: 'ja', gasten: 'Piet\nKees\nToos' },
  });
  await visit('thanks', `${anna}?gedaan=ja`);
  await visit('answered', anna);
  await visit('full', bilal);
  await send('no place refused', bilal, { komt_1: 'ja', vraag_1_w: 'Geld' });
  await site.post(bilal, { komt_1: 'nee' });
  await visit('thanks for no', `${bilal}?gedaan=ja`);
  await visit('stop', `${bilal}/geen-uitnodigingen`);
  await site.post(`${bilal}/geen-uitnodigingen`);
  await visit('stopped', `${bilal}/geen-uitnodigingen`);

  for (const state of ['', 'waiting', 'silent', 'yes', 'no', 'tell'])
    await see(`list ${state}`, `${list}?stand=${state}`);
  const petra = staff.invitedGroup(meeting, groupOf(site, meeting, ids.petra));
  await see('a person', petra);
  await see('a household', staff.invitedGroup(meeting, groupOf(site, meeting, ids.wietske)));
  note('inviting: an answer refused', petra, await paula.post(petra, { komt_1: '' }));
  await paula.post(staff.calledInvited(meeting, groupOf(site, meeting, ids.petra)));
  await see('a person, called', petra);
  await paula.post(petra, { hoe: 'telefoon', komt_1: 'nee' });
  await see('a person, answered', petra);
  await paula.post(staff.dropInvited(meeting, groupOf(site, meeting, ids.petra)));
  await see('not dropped', list);
  await paula.post(staff.dropInvited(meeting, groupOf(site, meeting, ids.quirijn)));
  await see('dropped', list);
  await see('a person with needs', staff.invitedGroup(meeting, groupOf(site, meeting, ids.anna)));
  await paula.post(staff.door(meeting), { groep: groupOf(site, meeting, ids.anna), gasten: '2' });
  await see('the door', staff.door(meeting));
  await see('the door, everybody', `${staff.door(meeting)}?wie=iedereen`);

  const draft = await make(paula, { titel: 'Een ontwerp' });
  await see('as last time', staff.chooseInvited(draft));
  await choose(paula, draft, [ids.lukasz]);
  await see('a draft', staff.invitations(draft));
  await see('the mail of a draft', staff.invitationMail(draft, 'uitnodiging'));
  await paula.post(staff.sendInvitationMail(draft, 'uitnodiging'), TEXT);
  await see('nothing sent for a draft', staff.invitations(draft));

  const off = await makePublished(paula, { titel: 'Gaat niet door', openbaar: 'nee' });
  await choose(paula, off, [ids.anna, ids.wietske]);
  await sendMails(site, paula, off);
  await paula.post(staff.lettersSent(off));
  const gone = linkOf(site, PEOPLE.anna.email);
  await paula.post(staff.cancelMeeting(off), { reden: 'Er is lekkage.' });
  await see('called off', staff.invitations(off));
  const told = staff.invitedGroup(off, groupOf(site, off, ids.wietske));
  await see('somebody to tell', told);
  await paula.post(told, { hoe: 'telefoon', komt_1: 'ja' });
  await see('an answer to what is off', told);
  await paula.post(staff.calledInvited(off, groupOf(site, off, ids.wietske)));
  await see('nobody to tell', staff.invitations(off));
  await visit('off', gone);

  site.clock.set(new Date('2026-05-15T10:00:00Z'));
  await visit('late', anna);
  await visit('late, no answer', home);
  site.clock.set(new Date('2026-05-22T10:00:00Z'));
  await visit('begun', anna);
  site.clock.set(new Date('2026-06-20T10:00:00Z'));
  await visit('expired', anna);
  const quinten = await site.signIn();
  note('inviting: over', list, await quinten.get(list));
  await quinten.post(staff.sendInvitationMail(meeting, 'herinnering'), TEXT);
  await site.runTask('remove what is past its term');
  note('inviting: a receipt', list, await quinten.get(list));
  note('inviting: too late to remind', list, await quinten.get(staff.invitationMail(meeting, 'herinnering')));
}
