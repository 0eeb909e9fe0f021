import { expect, it, vi } from 'vitest';
import { paths } from '../../src/paths.ts';
import { contentFolder } from '../support/content.ts';
import { openSite } from '../support/site.ts';

it('answers an unknown address with what to do next', async () => {
  const site = await openSite({ content: contentFolder() });
  const answer = await site.get('/bestaat/niet');
  expect(answer.status).toBe(404);
  expect(answer.text).toContain('Deze pagina is er niet');
  expect(answer.text).toContain(`action="${paths.search()}"`);
  expect(answer.text).toContain(`href="${paths.contact()}"`);
  expect(answer.text).toContain('<meta name="robots" content="noindex">');
  expect(answer.text).not.toContain('rel="canonical"');
});

it('answers a malformed address with 400, and names no cause from inside', async () => {
  const site = await openSite({ content: contentFolder() });
  const answer = await site.get('/artikelen/%E0%A4%A');
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('Dit konden wij niet lezen');
});

it('answers a form that is too long with 413', async () => {
  const site = await openSite({ content: contentFolder() });
  const answer = await site.post(paths.newsletter(), { naam: 'a'.repeat(70_000) });
  expect(answer.status).toBe(413);
  expect(answer.text).toContain('Dit is te lang');
});

it('says how long to wait after too many forms', async () => {
  const site = await openSite({ content: contentFolder() });
  let answer = await site.post(paths.newsletter(), { email: 'anna@lezers.example' });
  for (let turn = 0; turn < 30 && answer.status !== 429; turn += 1) {
    answer = await site.post(paths.newsletter(), { email: 'anna@lezers.example' });
  }
  expect(answer.status).toBe(429);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.text).toMatch(/Over <strong>\d+ (?:seconden|seconde|minuten|minuut)<\/strong>/);
});

it('tells a visitor nothing of the inside when something breaks, and leans on nothing that may be broken', async () => {
  const site = await openSite({ content: contentFolder() });
  vi.spyOn(site.services.content, 'standingPage').mockImplementation(() => {
    throw new Error('the table standing_pages is gone');
  });
  const answer = await site.get(paths.contact());
  expect(answer.status).toBe(500);
  expect(answer.text).toContain('Er ging bij ons iets mis');
  expect(answer.text).not.toContain('standing_pages');
  expect(answer.text).not.toContain('<nav');
  expect(answer.headers['cache-control']).toBe('no-store');
});
