import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna } from '../support/people.ts';
import { linkIn, openSite } from '../support/site.ts';

it('asks for a confirmation without anything that a stranger typed, in text and HTML', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { naam: 'Win geld op https://spam.example', email: Anna.email });
  await site.settle();
  const mail = site.mailTo(Anna.email);
  for (const body of [mail.text, mail.html, mail.subject]) expect(body).not.toMatch(/spam|Win geld|anna@/i);
  for (const body of [mail.text, mail.html]) {
    expect(body).toContain('Op de volgende pagina staat één knop');
    expect(body).toContain('Hebt u dit niet aangevraagd? Doe dan niets.');
    expect(body).toContain(linkIn(mail, '/nieuwsbrief/bevestigen/'));
  }
});

it('ends every mail with the name, the address and a way to reach the organisation', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.post(paths.askToLeave(), { email: Anna.email });
  await site.settle();
  expect(site.mails).toHaveLength(4);
  for (const { text, html } of site.mails) {
    for (const body of [text, html]) {
      expect(body).toContain('Sociale Alliantie');
      expect(body).toContain('Postbus 2758');
      expect(body).toContain(paths.contact());
    }
  }
});

it('empties the bodies in the outbox once a mail has left, since they hold tokens', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  const token = linkIn(site.mailTo(Anna.email), '/nieuwsbrief/bevestigen/').split('/').at(-1);
  expect(site.dump()).not.toContain(token);
});

it('tries again after a 4xx and gives up at once after a 5xx', async () => {
  const site = await openSite();
  site.smtp.mood.status = 451;
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  expect(site.services.outbox.countByState()).toEqual([{ state: 'retry', count: 1 }]);
  site.smtp.mood.status = undefined;
  site.clock.advance(60_000);
  await site.settle();
  expect(site.services.outbox.countByState()).toEqual([{ state: 'sent', count: 1 }]);

  site.smtp.mood.status = 550;
  await site.post(paths.newsletter(), { email: 'away@lezers.example' });
  await site.settle();
  expect(site.services.outbox.countByState()).toContainEqual({ state: 'failed', count: 1 });
});

it('keeps one Message-ID on every attempt, also after the program was ended while it sent', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { email: Anna.email });
  site.services.subscribers.signUp.handleRequests(1);
  const queued = site.services.connection.prepare('SELECT message_id FROM outbox').pluck().get();
  site.services.connection.exec(`UPDATE outbox SET state = 'sending', attempts = 1`);
  await site.settle();
  expect(site.mails).toHaveLength(0);
  site.services.outbox.release();
  await site.settle();
  expect(site.mailTo(Anna.email).messageId).toBe(queued);
});
