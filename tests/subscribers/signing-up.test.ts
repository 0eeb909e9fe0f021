import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Zoe } from '../support/people.ts';
import { linkIn, openSite } from '../support/site.ts';

it('puts Anna on the list once she has pressed the button that her mail leads to', async () => {
  const site = await openSite();
  const answer = await site.post(paths.newsletter(), { naam: Anna.name, email: Anna.email });
  expect(answer.status).toBe(303);
  expect((await site.get(String(answer.headers.location))).text).toContain('Kijk nu in uw mail');
  expect(site.services.subscribers.counts().subscribed).toBe(0);

  await site.settle();
  const link = linkIn(site.mailTo(Anna.email), '/nieuwsbrief/bevestigen/');
  const button = await site.get(link);
  expect(button.status).toBe(200);
  expect(button.text).toContain('Ja, ik wil de nieuwsbrief');
  const pressed = await site.post(link);
  expect(pressed.status).toBe(303);
  expect((await site.get(String(pressed.headers.location))).text).toContain('U bent ingeschreven');

  expect(site.services.subscribers.counts().subscribed).toBe(1);
  await site.settle();
  expect(site.mailTo(Anna.email).subject).toBe('U bent ingeschreven voor de nieuwsbrief');
});

it('changes nothing when a mail scanner opens the link, with GET or HEAD, however often', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  const link = linkIn(site.mailTo(Anna.email), '/nieuwsbrief/bevestigen/');
  for (const method of ['get', 'head', 'get'] as const) {
    expect((await site.get(link)).status).toBe(200);
    expect((await site.request(method, link)).status).toBe(200);
  }
  expect(site.services.subscribers.counts()).toMatchObject({ waiting: 1, subscribed: 0 });
});

it('takes international addresses and domains and mails them as they were typed', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { naam: Zoe.name, email: Zoe.email });
  await site.settle();
  await site.post(linkIn(site.mailTo(Zoe.email), '/nieuwsbrief/bevestigen/'));
  const page = await (await site.signIn()).get(paths.staff.subscribers());
  expect(page.text).toContain('zoë@café.example');
});

it('compares addresses without regard to case, and to how a domain is written', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  for (const spelling of ['ANNA@lezers.example', 'anna@LEZERS.Example', ' anna@lezers.example ']) {
    await site.post(paths.newsletter(), { email: spelling });
  }
  await site.settle();
  const counts = site.services.subscribers.counts();
  expect(counts).toMatchObject({ subscribed: 1, waiting: 0, left: 0, blocked: 0 });
});

it('refuses what is no address with what was typed, a message at the field and one in the summary', async () => {
  const site = await openSite();
  const answer = await site.post(paths.newsletter(), { naam: 'Anna "de" <Vries>', email: 'anna@' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('value="Anna &#34;de&#34; &lt;Vries&gt;"');
  expect(answer.text).toContain('value="anna@"');
  expect(answer.text).toContain('href="#veld-email"');
  expect(answer.text.match(/Dit is geen e-mailadres/g)).toHaveLength(2);
});

it('offers a new link when the old one has expired after 14 days', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { email: Anna.email });
  await site.settle();
  const link = linkIn(site.mailTo(Anna.email), '/nieuwsbrief/bevestigen/');
  site.clock.advance(14 * 24 * 60 * 60 * 1000);
  const expired = await site.get(link);
  expect(expired.status).toBe(410);
  expect((await site.post(link)).status).toBe(410);
  expect(expired.text).toContain(`action="${link}/opnieuw"`);

  expect((await site.post(`${link}/opnieuw`)).status).toBe(303);
  await site.settle();
  const fresh = linkIn(site.mailTo(Anna.email), '/nieuwsbrief/bevestigen/');
  expect(fresh).not.toBe(link);
  expect((await site.post(fresh)).status).toBe(303);
  expect(site.services.subscribers.counts().subscribed).toBe(1);
});

it('says that she is on the list already when Anna confirms twice', async () => {
  const site = await openSite();
  const { confirm: link } = await site.subscribe(Anna);
  expect((await site.post(link)).text).toContain('U bent al ingeschreven');
  expect((await site.get(link)).text).toContain('U bent al ingeschreven');
  await site.settle();
  expect(site.mails.filter(({ subject }) => subject?.startsWith('U bent ingeschreven'))).toHaveLength(1);
});

it('sends an unknown link to a kind page that says what to do', async () => {
  const site = await openSite();
  for (const token of ['x', 'é', 'A'.repeat(43), '%00', "'; DROP TABLE"]) {
    const answer = await site.get(paths.confirm(token));
    expect(answer.status).toBe(404);
    expect(answer.text).toContain('Schrijf u in');
    expect((await site.post(paths.confirm(token))).status).toBe(404);
  }
});

it('forgets who did not confirm within 30 days, and keeps no trace', async () => {
  const site = await openSite();
  await site.post(paths.newsletter(), { naam: Anna.name, email: Anna.email });
  await site.settle();
  const link = linkIn(site.mailTo(Anna.email), '/nieuwsbrief/bevestigen/');
  site.clock.advance(30 * 24 * 60 * 60 * 1000 + 1000);
  await site.runTask('remove what is past its term');
  expect((await site.get(link)).status).toBe(404);
  expect(site.dump()).not.toMatch(/anna/i);
});
