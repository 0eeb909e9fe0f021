import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../src/clock.ts';
import { paths } from '../../src/paths.ts';
import {
  choose,
  codeOf,
  countsOf,
  groupOf,
  linkOf,
  openRaad,
  PEOPLE,
  register,
  sendMails,
} from './inviting.ts';

/** A workshop to choose, and a text that may be left empty. */
function withQuestions(site: Awaited<ReturnType<typeof openRaad>>['site'], meeting: string) {
  const found = site.services.meetings.byId(meeting);
  if (found === undefined) throw new Error('No meeting');
  site.services.meetings.change(meeting, found.version, {
    ...found,
    asksNeeds: true,
    questions: [
      {
        id: 'workshop',
        label: 'Welke workshop?',
        kind: 'choice',
        options: ['Geld', 'Buurt'],
        optional: false,
      },
      { id: 'tip', label: 'Hebt u een tip?', kind: 'text', options: [], optional: true },
    ],
  });
}

describe('By the link of a mail', () => {
  it('opens without an account, changes nothing by looking, and shows the first name only', async () => {
    const { site, paula, meeting } = await openRaad(['anna']);
    await sendMails(site, paula, meeting);
    const link = linkOf(site, PEOPLE.anna.email);
    const before = site.dump();
    const page = await site.get(link);
    expect(page.status).toBe(200);
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['x-robots-tag']).toBe('noindex');
    expect(page.text).toContain('Anna, komt u?');
    for (const hidden of ['Vries', PEOPLE.anna.email, PEOPLE.anna.phone])
      expect(page.text).not.toContain(hidden);
    await site.request('head', link);
    expect(site.dump()).toBe(before);
  });

  it('keeps yes with whom they bring, says thank you with the calendar, and can be changed', async () => {
    const { site, paula, meeting, ids } = await openRaad(['anna']);
    await sendMails(site, paula, meeting);
    const link = linkOf(site, PEOPLE.anna.email);
    const answer = await site.post(link, { komt_1: 'ja', gasten: 'Piet Gast\n\n Klaas Mee ' });
    expect([answer.status, answer.headers.location]).toEqual([303, `${link}?gedaan=ja`]);
    const thanks = (await site.get(`${link}?gedaan=ja`)).text;
    expect(thanks).toContain('Dank u wel');
    expect(thanks).toContain('Piet Gast, Klaas Mee');
    const calendar = await site.get(`${link}/agenda.ics`);
    expect(calendar.headers['content-type']).toContain('text/calendar');
    expect(calendar.text).toContain('BEGIN:VEVENT');
    expect(countsOf(site, meeting)).toMatchObject({ invited: 1, yes: 1, no: 0, silent: 0, people: 3 });
    expect(site.services.participants.byId(ids.anna)?.lastContact).toBe('2026-03-05');
    await site.post(link, { komt_1: 'nee', gasten: 'Piet Gast' });
    expect(countsOf(site, meeting)).toMatchObject({ yes: 0, no: 1, people: 0 });
    expect((await site.get(link)).text).toContain('U hebt al geantwoord: u komt niet');
  });

  it('asks the questions of who comes, and comes back with what was typed where one is missing', async () => {
    const { site, paula, meeting } = await openRaad(['anna']);
    withQuestions(site, meeting);
    await sendMails(site, paula, meeting);
    const link = linkOf(site, PEOPLE.anna.email);
    const refused = await site.post(link, { komt_1: 'ja', vraag_1_tip: 'Neem <b>tijd</b>', gasten: 'Piet' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#veld-vraag_1_workshop"');
    expect(refused.text).toContain('value="Neem &lt;b&gt;tijd&lt;/b&gt;"');
    expect(refused.text).toMatch(/value="ja" checked/);
    expect((await site.post(link, { komt_1: 'ja', vraag_1_workshop: 'Iets anders' })).status).toBe(422);
    expect((await site.post(link, {})).text).toContain('Kies ja of nee');
    expect(countsOf(site, meeting).yes).toBe(0);
    expect((await site.post(link, { komt_1: 'nee' })).status).toBe(303);
    expect((await site.post(link, { komt_1: 'ja', vraag_1_workshop: 'Buurt' })).status).toBe(303);
    expect(countsOf(site, meeting).yes).toBe(1);
  });

  it('keeps diet and access needs only with a consent for just that, and never shows them again on the page', async () => {
    const { site, paula, meeting } = await openRaad(['anna']);
    withQuestions(site, meeting);
    await sendMails(site, paula, meeting);
    const link = linkOf(site, PEOPLE.anna.email);
    const yes = { komt_1: 'ja', vraag_1_workshop: 'Geld' };
    const refused = await site.post(link, { ...yes, zorg_1: 'glutenvrij' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Wij mogen dit alleen bewaren als u daar ja op zegt');
    expect(site.dump()).not.toContain('glutenvrij');
    await site.post(link, { ...yes, zorg_1: 'glutenvrij', zorg_akkoord_1: 'ja' });
    expect(site.dump()).toContain('glutenvrij');
    expect((await site.get(link)).text).not.toContain('glutenvrij');
    expect((await paula.get(paths.staff.invitations(meeting))).text).toContain('glutenvrij');
    await site.post(link, yes);
    expect(site.dump()).toContain('glutenvrij');
    await site.post(link, { ...yes, zorg_wissen_1: 'ja' });
    expect(site.dump()).not.toContain('glutenvrij');
    await site.post(link, { ...yes, zorg_1: 'halal', zorg_akkoord_1: 'ja' });
    await site.post(link, { komt_1: 'nee' });
    expect(site.dump()).not.toContain('halal');
  });

  it('takes answers until the end of the last day to do so, in Dutch time', async () => {
    const { site, paula, meeting } = await openRaad(['anna']);
    await sendMails(site, paula, meeting);
    const link = linkOf(site, PEOPLE.anna.email);
    site.clock.set(new Date('2026-05-14T21:59:00Z'));
    expect((await site.post(link, { komt_1: 'ja' })).status).toBe(303);
    site.clock.set(new Date('2026-05-14T22:00:00Z'));
    const late = await site.post(link, { komt_1: 'nee' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Antwoorden kan hier niet meer');
    expect(late.text).toContain('u komt wel');
    expect(countsOf(site, meeting)).toMatchObject({ yes: 1, no: 0 });
  });

  it('works until a week after the meeting, and then says so', async () => {
    const { site, paula, meeting } = await openRaad(['anna']);
    await sendMails(site, paula, meeting);
    const link = linkOf(site, PEOPLE.anna.email);
    site.clock.set(new Date('2026-05-28T13:59:00Z'));
    expect((await site.get(link)).text).toContain('Antwoorden kan niet meer');
    site.clock.set(new Date('2026-05-28T14:00:00Z'));
    for (const path of [link, `${link}/agenda.ics`]) expect((await site.get(path)).status).toBe(410);
    expect((await site.post(link, { komt_1: 'ja' })).status).toBe(410);
    expect((await site.get(`${link}/geen-uitnodigingen`)).status).toBe(200);
  });

  it('says of a cancelled meeting that it is off, and keeps no answer', async () => {
    const { site, paula, meeting } = await openRaad(['anna']);
    await sendMails(site, paula, meeting);
    const link = linkOf(site, PEOPLE.anna.email);
    await paula.post(paths.staff.cancelMeeting(meeting), { reden: 'Er is lekkage.' });
    expect((await site.get(link)).text).toContain('Er is lekkage.');
    expect((await site.post(link, { komt_1: 'ja' })).status).toBe(409);
    expect(countsOf(site, meeting).yes).toBe(0);
  });

  it('answers a token of nobody kindly, whatever it looks like', async () => {
    const { site } = await openRaad([]);
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 60 }), async (token) => {
        fc.pre(token !== '.' && token !== '..');
        const answer = await site.get(paths.invitation(token));
        expect(answer.status).toBe(404);
        expect(answer.text).toContain('kennen wij niet');
      }),
      { numRuns: 20 },
    );
  });

  it('takes whatever is sent without falling over', async () => {
    const { site, paula, meeting } = await openRaad(['anna']);
    withQuestions(site, meeting);
    await sendMails(site, paula, meeting);
    const link = linkOf(site, PEOPLE.anna.email);
    const names = [
      'komt_1',
      'vraag_1_workshop',
      'vraag_1_tip',
      'zorg_1',
      'zorg_akkoord_1',
      'gasten',
      'komt_2',
      '__proto__',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom(...names),
          fc.oneof(fc.constantFrom('ja', 'nee', 'Geld'), fc.string({ unit: 'binary', maxLength: 400 })),
        ),
        async (form) => {
          expect([303, 422, 429]).toContain((await site.post(link, form)).status);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('By the code of a letter', () => {
  it('opens the same page for the whole household, each with a first name', async () => {
    const { site, meeting, ids } = await openRaad(['wietske', 'lukasz']);
    const code = codeOf(site, groupOf(site, meeting, ids.wietske));
    expect(code).toMatch(
      /^[2-9B-DF-HJ-KM-NP-TV-Z]{3}-[2-9B-DF-HJ-KM-NP-TV-Z]{4}-[2-9B-DF-HJ-KM-NP-TV-Z]{3}$/,
    );
    const answer = await site.post(paths.invitationCode(), {
      code: ` ${code.toLowerCase().replaceAll('-', ' ')} `,
    });
    expect(answer.status).toBe(303);
    const link = String(answer.headers.location);
    const page = (await site.get(link)).text;
    expect(page).toContain('Komt Wietske?');
    expect(page).toContain('Komt Łukasz?');
    for (const hidden of ['Zając', 'Meer', 'Dorpsstraat 12a', '1234 AB  L'])
      expect(page).not.toContain(hidden);
    const one = await site.post(link, { komt_1: 'ja' });
    expect(one.status).toBe(422);
    await site.post(link, { komt_1: 'ja', komt_2: 'nee' });
    expect(countsOf(site, meeting)).toMatchObject({ invited: 2, yes: 1, no: 1, people: 1 });
  });

  it('says at the field that a code is not known, and that one is missing', async () => {
    const { site } = await openRaad([]);
    for (const code of ['', 'BCD-2345-FGH', 'x', '0OI1L'.repeat(2), 'ß'.repeat(10), '\u0000'.repeat(10)]) {
      const answer = await site.post(paths.invitationCode(), { code });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('href="#veld-code"');
    }
  });

  it('can’t be guessed: a sender has ten turns an hour, all together a thousand', async () => {
    const { site, meeting, ids } = await openRaad(['wietske'], {}, { TRUST_PROXY: '1' });
    const code = codeOf(site, groupOf(site, meeting, ids.wietske));
    const guess = (sender: number, typed = 'BCD-2345-FGH') =>
      site
        .post(paths.invitationCode(), { code: typed })
        .set('X-Forwarded-For', `10.0.${Math.floor(sender / 250)}.${sender % 250}`);
    for (let turn = 0; turn < 10; turn += 1) expect((await guess(1)).status).toBe(422);
    const full = await guess(1, code);
    expect(full.status).toBe(429);
    expect(Number(full.headers['retry-after'])).toBeGreaterThan(0);
    expect((await guess(2, code)).status).toBe(303);
    const ofAll = { name: 'invitation code, all', turns: 1000, window: HOUR };
    for (let turn = 11; turn < 999; turn += 1) site.services.limits.take(ofAll, 'all');
    expect((await guess(900)).status).toBe(422);
    expect((await guess(901, code)).status).toBe(429);
    site.clock.advance(HOUR);
    expect((await guess(901, code)).status).toBe(303);
  });
});

describe('A meeting with few places', () => {
  it('gives the last place once, however many ask for it at the same moment', async () => {
    const { site, paula, meeting } = await openRaad([], { plaatsen: '3' });
    const ids = Array.from({ length: 8 }, (_, number) =>
      register(site, { ...PEOPLE.anna, email: `p${number}@raad.example` }),
    );
    await choose(paula, meeting, ids);
    await sendMails(site, paula, meeting);
    const links = ids.map((_, number) => linkOf(site, `p${number}@raad.example`));
    const answers = await Promise.all(links.map((link) => site.post(link, { komt_1: 'ja' })));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(countsOf(site, meeting)).toMatchObject({ yes: 3, people: 3 });
    expect(answers.find(({ status }) => status === 422)?.text).toContain('Het is vol');
  });

  it('says how many are left, lets who has a place stay, and gives a place back', async () => {
    const { site, paula, meeting } = await openRaad(['anna', 'bilal'], { plaatsen: '3' });
    await sendMails(site, paula, meeting);
    const [anna, bilal] = [linkOf(site, PEOPLE.anna.email), linkOf(site, PEOPLE.bilal.email)];
    await site.post(anna, { komt_1: 'ja', gasten: 'Piet' });
    const tooMany = await site.post(bilal, { komt_1: 'ja', gasten: 'Kees' });
    expect(tooMany.status).toBe(422);
    expect(tooMany.text).toContain('Er is nog 1 plaats');
    expect((await site.post(bilal, { komt_1: 'ja' })).status).toBe(303);
    expect((await site.post(anna, { komt_1: 'ja', gasten: 'Piet' })).status).toBe(303);
    expect((await site.post(anna, { komt_1: 'ja', gasten: 'Piet\nJan' })).status).toBe(422);
    await site.post(anna, { komt_1: 'nee' });
    expect((await site.post(bilal, { komt_1: 'ja', gasten: 'Kees\nToos' })).status).toBe(303);
    expect((await site.get(anna)).text).toContain('u komt niet');
  });
});

describe('Staff', () => {
  it('write down what they heard by phone or got on paper, marked as such, also when it is late', async () => {
    const { site, paula, meeting, ids } = await openRaad(['petra', 'wietske', 'lukasz']);
    const petra = paths.staff.invitedGroup(meeting, groupOf(site, meeting, ids.petra));
    expect((await paula.get(petra)).text).toContain(PEOPLE.petra.phone);
    const refused = await paula.post(petra, { komt_1: 'ja' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('href="#veld-hoe"');
    await paula.post(petra, { hoe: 'telefoon', komt_1: 'ja' });
    expect((await paula.get(petra)).text).toContain('per telefoon, door een medewerker ingevuld');
    expect(site.services.accessLog.newest(2)[1]).toMatchObject({
      action: 'participant.answer',
      persons: [ids.petra],
    });
    site.clock.advance(71 * DAY);
    const staff = await site.signIn();
    const home = paths.staff.invitedGroup(meeting, groupOf(site, meeting, ids.wietske));
    await staff.post(home, { hoe: 'papier', komt_1: 'ja', komt_2: 'ja' });
    expect(countsOf(site, meeting)).toMatchObject({ yes: 3 });
    expect((await staff.get(paths.staff.invitedGroup(meeting, 'niemand'))).status).toBe(404);
  });

  it('find a group only under its own meeting', async () => {
    const { site, paula, meeting, ids } = await openRaad(['anna']);
    const other = (await openRaad([])).meeting;
    const group = groupOf(site, meeting, ids.anna);
    expect((await paula.get(paths.staff.invitedGroup(other, group))).status).toBe(404);
    expect((await paula.post(paths.staff.dropInvited(other, group))).status).toBe(404);
  });
});
