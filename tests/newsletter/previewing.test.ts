import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Paula, Quinten } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { idIn, write } from './issues.ts';

const LONG = 'Nieuwsbrief maart: wat gemeenten, buurten en mensen samen kunnen doen';

it('shows the mail at the width of a phone and of a desk, in frames where nothing can happen', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = idIn(await write(paula, { onderwerp: LONG, inleiding: 'Dag <b>lezer</b>.' }));
  const page = await paula.get(paths.staff.previewIssue(id));
  const frames = Array.from(page.text.matchAll(/<iframe [^>]*>/g), ([tag]) => tag);
  expect(frames.map((frame) => /data-width="(\w+)"/.exec(frame)?.[1])).toEqual(['phone', 'desk']);
  for (const frame of frames) {
    expect(frame).toContain(`src="${paths.staff.issueHtml(id)}"`);
    expect(frame).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  }
  const mail = await paula.get(paths.staff.issueHtml(id));
  expect(mail.headers['content-security-policy']).toContain("default-src 'none'");
  expect(mail.headers['content-security-policy']).toContain('sandbox');
  expect(mail.headers['x-frame-options']).toBe('SAMEORIGIN');
  expect(mail.headers['cache-control']).toBe('no-store');
  expect(mail.text).toContain('Dag &lt;b&gt;lezer&lt;/b&gt;.');
});

it('shows subject and second line as inboxes cut them, and the text part', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const page = await paula.get(
    paths.staff.previewIssue(
      idIn(await write(paula, { onderwerp: LONG, inleiding: 'Beste lezer,\n\nDag.' })),
    ),
  );
  const subjects = Array.from(page.text.matchAll(/inbox-subject">([^<]*)</g), ([, subject]) => subject);
  expect(subjects).toEqual([
    'Nieuwsbrief maart: wat gemeenten, buurt…',
    'Nieuwsbrief maart: wat gemeenten, buurten en mensen samen k…',
  ]);
  expect(page.text).toMatch(/inbox-rest">Beste lezer,</);
  expect(page.text).toMatch(/<p class="mail-text">[\s\S]*Beste lezer,<br>\n<br>\nDag\./);
});

it('never cuts a letter in two that is made of several characters', async () => {
  const { cutAt } = await import('../../src/templates/format.ts');
  expect(cutAt('👩‍👩‍👧e\u0301x', 3)).toBe('👩‍👩‍👧e\u0301x');
  expect(cutAt('👩‍👩‍👧e\u0301xy', 3)).toBe('👩‍👩‍👧e\u0301…');
});

it('sends a proof to oneself, or to the colleague too, and writes down to whom', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  await site.signIn(Quinten);
  const id = idIn(await write(paula, { onderwerp: 'Lente', inleiding: 'Dag.' }));
  expect((await paula.post(paths.staff.proofIssue(id), { aan: 'mij' })).headers.location).toBe(
    paths.staff.previewIssue(id),
  );
  expect((await paula.get(paths.staff.previewIssue(id))).text).toContain('De proef is onderweg naar u.');
  await site.settle();
  expect(site.mails.map(({ recipient }) => recipient)).toEqual([Paula.email]);
  const mail = site.mailTo(Paula.email);
  expect(mail.subject).toBe('Proef: Lente');
  expect(mail.html).toContain('Dag.');
  expect(mail.text).toContain(`${site.url}${paths.askToLeave()}`);
  expect(mail.text).toContain(`${site.url}${paths.staff.issueHtml(id)}`);

  await paula.post(paths.staff.proofIssue(id), { aan: 'allen' });
  await site.settle();
  expect(site.mailTo(Quinten.email).subject).toBe('Proef: Lente');
  const log = site.services.accessLog.newest(10).filter(({ action }) => action === 'staff.mail-proof');
  expect(log.map(({ persons }) => persons.length)).toEqual([2, 1]);
  const kinds = site.services.connection.prepare('SELECT DISTINCT kind FROM outbox').pluck().all();
  expect(kinds).toContain('newsletter test');
});

it('sends a proof of an unfinished one too', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = idIn(await write(paula));
  await paula.post(paths.staff.proofIssue(id));
  await site.settle();
  expect(site.mailTo(Paula.email).subject).toBe('Proef:');
});
