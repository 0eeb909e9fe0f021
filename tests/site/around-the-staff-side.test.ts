import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { createTemplates } from '../../src/templates/template.ts';
import { createRenderer, staffPage } from '../../src/web/view.ts';
import { contentFolder } from '../support/content.ts';
import { Paula } from '../support/people.ts';
import { openSite } from '../support/site.ts';

it('shows Paula who she is, where she is and how to sign out', async () => {
  const site = await openSite({ content: contentFolder() });
  const paula = await site.signIn();
  const { text } = await paula.get(paths.staff.settings());
  expect(text).toContain('<meta name="robots" content="noindex">');
  expect(text).toContain(Paula.name);
  expect(text).toMatch(/<a href="\/beheer\/instellingen" aria-current="page">Instellingen<\/a>/);
  expect(text).toMatch(/<form method="post" action="\/beheer\/uitloggen">/);
});

it('shows no menu to who is not signed in', async () => {
  const site = await openSite({ content: contentFolder() });
  const { text } = await site.get(paths.staff.signIn());
  expect(text).not.toContain('staff-menu');
  expect(text).not.toContain(paths.staff.signOut());
});

it('tells once what a form achieved', async () => {
  const site = await openSite({ content: contentFolder() });
  const paula = await site.signIn();
  await paula.get(paths.staff.dashboard());
  const saved = await paula.post(paths.staff.settings(), { bewaartermijn: '36' });
  expect(saved.status).toBe(303);
  expect((await paula.get(paths.staff.settings())).text).toContain('De instellingen zijn bewaard.');
  expect((await paula.get(paths.staff.settings())).text).not.toContain('De instellingen zijn bewaard.');
});

it('offers to undo what was done to the register, and refuses to stay silent about a notice without words', async () => {
  const site = await openSite({ content: contentFolder() });
  const renderer = createRenderer(createTemplates('views'), (name) => `/assets/${name}`);
  const frame = {
    organisation: site.services.content.organisation(),
    siteUrl: site.url,
    path: paths.staff.participants(),
    staff: { name: Paula.name },
  };
  const view = staffPage<object>('staff/invitation-gone')({});
  for (const kind of ['participant-added', 'participant-changed', 'participant-removed']) {
    const html = renderer.page(view, { ...frame, notice: { kind, id: 'wijziging-7' } });
    expect(html).toContain('method="post" action="/beheer/register/wijzigingen/wijziging-7/terug"');
  }
  expect(() => renderer.page(view, { ...frame, notice: { kind: 'unheard-of' } })).toThrow('unheard-of');
});
