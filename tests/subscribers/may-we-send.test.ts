import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { lastIssueInWords } from '../../src/subscribers/story-words.ts';
import { Anna } from '../support/people.ts';
import { linkIn, openSite, type Site } from '../support/site.ts';

/** What stands on top of Anna's page. */
async function answerOnTop(site: Site): Promise<string> {
  const paula = await site.signIn();
  const [anna] = site.services.subscribers.list({ words: Anna.email }).subscribers;
  const { text } = await paula.get(paths.staff.subscriber(String(anna?.id)));
  return String(/<strong>((?:Ja|Nee)[^<]*)<\/strong>/.exec(text)?.[1]);
}

it('says yes, and since when, of a reader who confirmed', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  expect(await answerOnTop(site)).toBe('Ja: deze lezer bevestigde op 5 maart 2026 de nieuwsbrief te willen.');
});

it('says no, and why, of who did not confirm, of who left, and of who is blocked', async () => {
  const waiting = await openSite();
  await waiting.post(paths.newsletter(), { email: Anna.email });
  await waiting.settle();
  expect(await answerOnTop(waiting)).toBe(
    'Nee: deze lezer vroeg op 5 maart 2026 de nieuwsbrief aan, maar heeft nog niet bevestigd.',
  );
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  await site.post(leave);
  expect(await answerOnTop(site)).toBe('Nee: deze lezer meldde zich op 5 maart 2026 af.');
  const blocked = await openSite();
  await blocked.subscribe(Anna);
  blocked.services.connection.exec(`UPDATE subscribers SET state = 'blocked'`);
  expect(await answerOnTop(blocked)).toBe(
    'Nee: mail naar dit adres kwam terug. Daarom sturen wij er sinds 5 maart 2026 niets meer heen. De lezer kan zich zelf opnieuw inschrijven.',
  );
});

it('goes by the latest consent of a reader who left and came back', async () => {
  const site = await openSite();
  const { leave } = await site.subscribe(Anna);
  await site.post(leave);
  site.clock.advance(40 * 24 * 60 * 60 * 1000);
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  await site.post(linkIn(site.mailTo(Anna.email), '/nieuwsbrief/bevestigen/'));
  expect(await answerOnTop(site)).toBe(
    'Ja: deze lezer bevestigde op 14 april 2026 de nieuwsbrief te willen.',
  );
});

it('says of a reader on the list without any proof that the proof is missing', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const { connection } = site.services;
  connection.exec('DROP TRIGGER consent_events_stay_with_the_person; DELETE FROM consent_events');
  expect(await answerOnTop(site)).toContain('maar het bewijs van de toestemming ontbreekt');
});

it('says whether the last issue arrived, with the words of the mail server', () => {
  const delivery = { issueId: '1', slug: 'x', subject: 'Voorjaar', at: '2026-03-05T10:00:00.000Z' };
  const older = { ...delivery, subject: 'Winter', at: '2026-01-05T10:00:00.000Z', state: 'sent', answer: '' };
  const say = (state: string, answer = '') => lastIssueInWords([older, { ...delivery, state, answer }], []);
  const opening = 'De laatste nieuwsbrief, ‘Voorjaar’, 5 maart 2026, 11:00 uur: ';
  expect(say('sent', '250 2.0.0 OK')).toBe(
    `${opening}verstuurd. De mailserver nam de mail aan: ‘250 2.0.0 OK’.`,
  );
  expect(say('failed', '550 no such user')).toContain('niet bezorgd');
  expect(say('failed', '550 no such user')).toContain('‘550 no such user’');
  expect(say('uncertain')).toContain('onzeker: het antwoord van de mailserver kwam nooit binnen');
  expect(say('left')).toContain('niet gestuurd');
  expect(say('retry', '451 later')).toContain('opnieuw geprobeerd');
  expect(say('pending')).toContain('staat klaar');
  expect(lastIssueInWords([], [])).toBe('Deze lezer heeft nog geen nieuwsbrief gekregen.');
});
