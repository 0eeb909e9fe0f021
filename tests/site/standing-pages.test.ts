import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { contentFolder } from '../support/content.ts';
import { openSite } from '../support/site.ts';

it('gives the post address on the contact page, with the text of the organisation', async () => {
  const site = await openSite({ content: contentFolder() });
  const { text } = await site.get(paths.contact());
  expect(text).toMatch(/<dt>Postadres<\/dt>\s*<dd>Stimulansz<br>/);
  expect(text).toContain('Een brief sturen');
});

it('says on a page of its own how accessible the site is', async () => {
  const site = await openSite({ content: contentFolder() });
  const answer = await site.get(paths.accessibility());
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('<h1>Toegankelijkheid</h1>');
  expect(answer.text).toContain('WCAG 2.2');
});
