import { expect, it } from 'vitest';
import { nextIssue } from '../../src/newsletter/next-issue.ts';
import { openSite } from '../support/site.ts';
import { blocks, issueAt, write } from './issues.ts';

const APRIL = new Date('2027-04-02T10:00:00Z');
const EMPTY = { subject: '', preheader: '', introduction: '', blocks: [] };

it('takes over greeting, headings and closing words, and no news', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await write(paula, {
    onderwerp: 'Nieuwsbrief februari 2026',
    tweederegel: 'Over de sneeuw',
    inleiding: 'Beste lezer,\n\nHet sneeuwt.',
    ...{ blok1soort: 'artikel', blok1: 'samen-voor-beter' },
    ...{ blok2soort: 'tekst', blok2: '## Agenda\n\n- 3 februari: inloop' },
    ...{ blok3soort: 'tekst', blok3: 'Het was koud.' },
    ...{ blok4soort: 'tekst', blok4: 'Met vriendelijke groet,\nde redactie' },
  });
  const next = await write(paula);
  expect(issueAt(site, next)).toMatchObject({
    subject: 'Nieuwsbrief maart 2026',
    preheader: '',
    introduction: 'Beste lezer,',
  });
  expect(await blocks(paula, next)).toEqual(['## Agenda', 'Met vriendelijke groet,\nde redactie']);
});

it.each([
  ['Nieuwsbrief maart 2027', 'Nieuwsbrief april 2027'],
  ['Nieuwsbrief December 2026', 'Nieuwsbrief April 2027'],
  ['Nieuwsbrief nr. 12', 'Nieuwsbrief nr. 13'],
  ['Nummer 9: maart', 'Nummer 10: april'],
  ['Het nieuws van maart', 'Het nieuws van april'],
  ['Kom naar de AlliantieRaad!', ''],
  ['Marten wint', ''],
  ['', ''],
])('makes of the subject ‘%s’ now ‘%s’', (subject, expected) => {
  expect(nextIssue({ ...EMPTY, subject }, APRIL).subject).toBe(expected);
});

it('counts the month as it is in the Netherlands', () => {
  const midnight = new Date('2027-03-31T22:30:00Z');
  expect(nextIssue({ ...EMPTY, subject: 'maart' }, midnight).subject).toBe('april');
});

it('begins empty where there is nothing to follow', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const first = await write(paula);
  expect(issueAt(site, first)).toMatchObject(EMPTY);
});
