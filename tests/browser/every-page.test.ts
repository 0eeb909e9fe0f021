import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type SeenPage, seeEveryPage } from '../support/every-page.ts';
import type { Site } from '../support/site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Each element by its own mark-up and that of all it stands in: what its colours and its role follow from. */
const LOOKS = `[...new Set([...document.body.querySelectorAll('*')]
  .map((element) => {
    let look = '';
    for (let at = element; at; at = at.parentElement) {
      const attributes = [...at.attributes].filter(({ name }) => !['id', 'href', 'value', 'name', 'for'].includes(name));
      look += at.tagName + attributes.map(({ name, value }) => name + '=' + value) + '<';
    }
    return look;
  }))]`;

describe('Every page', () => {
  it('has nothing that axe finds, does not scroll sideways at 320 pixels, and asks nobody else for anything', async () => {
    const { site, pages } = await seeEveryPage();
    const browser = await openBrowser();
    const context = await browser.newContext({
      viewport: { width: 320, height: 700 },
      bypassCSP: true,
      reducedMotion: 'reduce',
    });
    const elsewhere: string[] = [];
    context.on('request', (request) => {
      if (!/^data:/.test(request.url()) && !request.url().startsWith(site.url)) elsewhere.push(request.url());
    });
    const page = await context.newPage();
    await context.addInitScript(AXE);
    const found: string[] = [];
    const judged = new Set<string>();
    for (const seen of pages) {
      await showAgain(page, site, seen);
      const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
      if (width > 320) found.push(`${seen.name}: ${width} pixels wide`);
      // A page whose every element was judged on another page is not judged again.
      const looks = (await page.evaluate(LOOKS)) as string[];
      if (looks.every((look) => judged.has(look))) continue;
      for (const look of looks) judged.add(look);
      const faults = await violations(page, { rules: { 'color-contrast': { enabled: false } } });
      found.push(...faults.map((fault) => `${seen.name}: ${fault}`));
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        const unreadable = await violations(page, { runOnly: ['color-contrast'] });
        found.push(...unreadable.map((fault) => `${seen.name}, ${colorScheme}: ${fault}`));
      }
    }
    await context.close();
    expect(elsewhere).toEqual([]);
    expect(found).toEqual([]);
  }, 600_000);
});

async function violations(page: Page, only: object): Promise<string[]> {
  const options = JSON.stringify({ runOnly: RULES, resultTypes: ['violations'], ...only });
  const result = (await page.evaluate(`axe.run(document, ${options})`)) as AxeResult;
  return result.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
}

type AxeResult = { violations: { id: string; nodes: { html: string }[] }[] };

/** Puts the very HTML that was seen before in a browser, with its styles and scripts from the site. */
async function showAgain(page: Page, site: Site, { path, html }: SeenPage): Promise<void> {
  const address = new URL(path, site.url).href;
  await page.unrouteAll();
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
  );
  await page.goto(address);
}
