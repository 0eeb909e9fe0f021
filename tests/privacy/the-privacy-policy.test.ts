import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { contentFolder } from '../support/content.ts';
import { Quinten } from '../support/people.ts';
import { openSite } from '../support/site.ts';

it('names the provider that the mail really leaves by', async () => {
  const site = await openSite({ content: contentFolder(), env: { MAIL_PROVIDER: 'Postduif B.V.' } });
  expect((await site.get(paths.privacy())).text).toContain('Onze mail wordt bezorgd door Postduif B.V.');
});

it('says so when mail is caught and not sent', async () => {
  const site = await openSite({ content: contentFolder(), env: { SMTP_URL: '', MAIL_PROVIDER: '' } });
  expect((await site.get(paths.privacy())).text).toContain('wordt nu niet verstuurd');
});

it('counts the staff members who can see the data', async () => {
  const site = await openSite({ content: contentFolder() });
  expect((await site.get(paths.privacy())).text).toContain('nog geen enkele medewerker');
  await site.signIn();
  expect((await site.get(paths.privacy())).text).toContain('Alleen één medewerker');
  await site.signIn(Quinten);
  expect((await site.get(paths.privacy())).text).toContain('Alleen 2 medewerkers');
});

it('gives the term of proof that is set', async () => {
  const site = await openSite({ content: contentFolder() });
  expect((await site.get(paths.privacy())).text).toContain('24 maanden na het afmelden');
  site.services.settings.change({ proofMonths: 36 });
  expect((await site.get(paths.privacy())).text).toContain('36 maanden na het afmelden');
});

it('gives the terms of what people answer to an invitation', async () => {
  const site = await openSite({ content: contentFolder() });
  expect((await site.get(paths.privacy())).text).toContain('24 maanden na de bijeenkomst');
  site.services.settings.change({ attendanceMonths: 1 });
  const { text } = await site.get(paths.privacy());
  expect(text).toContain('1 maand na de bijeenkomst');
  expect(text).toContain('14 dagen na de bijeenkomst');
});

it('does not promise https where there is none', async () => {
  const site = await openSite({ content: contentFolder() });
  const { text } = await site.get(paths.privacy());
  expect(text).toContain('zonder beveiligde verbinding');
  expect(text).not.toContain('is beveiligd (https)');
});

it('promises https where it is', async () => {
  const site = await openSite({
    content: contentFolder(),
    env: {
      SITE_URL: 'https://www.example.org',
      MAIL_FROM: 'post@example.org',
      MAIL_PROVIDER: 'Postduif B.V.',
    },
  });
  expect((await site.get(paths.privacy())).text).toContain('is beveiligd (https)');
});
