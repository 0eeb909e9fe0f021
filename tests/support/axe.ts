import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import type { SeenPage } from './every-page.ts';
import type { Site } from './site.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const NARROW = 320;
/** With less that is new on it, a page has the outline and the parts of a page that was judged as a whole. */
const MUCH = 8;
/** No word of so many letters is too wide for any column. */
const SHORT_WORD = 14;
/** What says nothing about colours or roles. Whether what is referred to exists is looked at by the validator. */
const LEFT_OUT = [
  ...['id', 'for', 'name', 'value', 'href', 'action', 'formaction', 'src', 'srcset', 'sizes', 'alt', 'title'],
  ...[
    'aria-label',
    'aria-labelledby',
    'aria-describedby',
    'datetime',
    'autocomplete',
    'inputmode',
    'maxlength',
  ],
  ...['viewBox', 'd', 'points', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'width', 'height'],
];

/** Without an attribute that is looked at, what stands in these looks as it does outside them. */
const PLAIN = [
  'DIV',
  'SECTION',
  'FORM',
  'UL',
  'OL',
  'LI',
  'P',
  'DL',
  'SPAN',
  'STRONG',
  'TIME',
  'TBODY',
  'TR',
];

/**
 * The elements of a document, each by its own mark-up and that of all it stands in, as a number: what its colours and
 * its role follow from.
 */
const LOOKS_OF = `(page) => {
  const left = new Set(${JSON.stringify(LEFT_OUT)});
  const plain = new Set(${JSON.stringify(PLAIN)});
  const looks = new Map();
  const within = new Map([[page, 0]]);
  const mixed = (look, text) => {
    for (let at = 0; at < text.length; at += 1) look = Math.imul(look ^ text.charCodeAt(at), 0x01000193);
    return look;
  };
  for (const element of page.querySelectorAll('*')) {
    const around = within.get(element.parentNode);
    const own = [...element.attributes].filter(({ name }) => !left.has(name));
    const look = mixed(around, element.tagName + own.map(({ name, value }) => name + '=' + value).join(' '));
    looks.set(element, look);
    within.set(element, own.length === 0 && plain.has(element.tagName) ? around : look);
  }
  return { looks, mixed };
}`;

const UNJUDGED = '{ include: window.unjudged }';

/** Those that are not known, in the page that is open. Keeps the elements. */
const FIND_NEW = `(known) => {
  const judged = new Set(known);
  const { looks } = (${LOOKS_OF})(document);
  window.unjudged = [...looks.keys()].filter(
    (element) => element.closest('body') !== null && !judged.has(looks.get(element)));
  return [...new Set(window.unjudged.map((element) => looks.get(element)))];
}`;

/**
 * Of a page that is not opened, which takes a hundred times as long: the same numbers, with one for the length of
 * each long word and where it stands, and one for the columns of each table, since these are what makes a page wide.
 */
const LOOKS_IN = `(html) => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const { looks, mixed } = (${LOOKS_OF})(page);
  const found = new Set([...looks].filter(([element]) => page.body.contains(element)).map(([, look]) => look));
  for (const row of page.querySelectorAll('tr')) found.add(mixed(looks.get(row), 'of ' + row.childElementCount));
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode())
    for (const word of texts.currentNode.data.split(/[\\s\\u00ad\\u200b/-]+/))
      if (word.length > ${SHORT_WORD}) found.add(mixed(looks.get(texts.currentNode.parentNode), 'of ' + word.length));
  return [...found];
}`;

/**
 * Puts the very HTML that was seen before in a browser, 320 pixels wide. Returns what axe finds in light and in
 * dark, which pages scroll sideways, and what was asked of anybody else.
 */
export async function judgePages(site: Site, pages: SeenPage[]): Promise<string[]> {
  const again = await serveAgain(site);
  const browser = await openBrowser();
  const context = await browser.newContext({
    viewport: { width: NARROW, height: 700 },
    bypassCSP: true,
    reducedMotion: 'reduce',
  });
  const found: string[] = [];
  context.on('request', (request) => {
    if (!/^data:/.test(request.url()) && !request.url().startsWith(again.url))
      found.push(`asks for ${request.url()}`);
  });
  await context.addInitScript(AXE);
  const page = await context.newPage();
  const judged = new Set<number>();
  const opened = new Set<number>();
  for (const seen of pages) {
    // A page with nothing in it that was not opened with another page is not opened.
    const looks = (await page.evaluate(`(${LOOKS_IN})(${JSON.stringify(seen.html)})`)) as number[];
    if (looks.every((look) => opened.has(look))) continue;
    for (const look of looks) opened.add(look);
    await page.goto(again.addressFor(seen), { waitUntil: 'load' });
    found.push(...(await faultsOf(page, judged)).map((fault) => `${seen.name}: ${fault}`));
  }
  await context.close();
  await again.close();
  return found;
}

async function faultsOf(page: Page, judged: Set<number>): Promise<string[]> {
  const width = Number(await page.evaluate('document.documentElement.scrollWidth'));
  const found = width > NARROW ? [`${width} pixels wide`] : [];
  const looks = (await page.evaluate(`(${FIND_NEW})(${JSON.stringify([...judged])})`)) as number[];
  // A page whose every element was judged on another page is not judged again.
  if (looks.length === 0) return found;
  for (const look of looks) judged.add(look);
  await page.emulateMedia({ colorScheme: 'light' });
  found.push(...(await violations(page, looks.length > MUCH ? 'document' : UNJUDGED)));
  await page.emulateMedia({ colorScheme: 'dark' });
  const unreadable = await violations(page, UNJUDGED, ['color-contrast']);
  return [...found, ...unreadable.map((fault) => `in the dark: ${fault}`)];
}

async function violations(page: Page, of: string, rules = RULES): Promise<string[]> {
  const options = JSON.stringify({ runOnly: rules, resultTypes: ['violations'] });
  const result = (await page.evaluate(`axe.run(${of}, ${options})`)) as AxeResult;
  return result.violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
}

type AxeResult = { violations: { id: string; nodes: { html: string }[] }[] };

/**
 * Serves the HTML that was seen, and all else from the site: styles and type are then kept by the browser, as they
 * are by everybody's.
 */
async function serveAgain(site: Site) {
  const shown = new Map<string, string>();
  const server = createServer(async (asked, answer) => {
    const html = shown.get(String(asked.url));
    if (html !== undefined) {
      answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' });
      return void answer.end(html);
    }
    const got = await fetch(`http://127.0.0.1:${site.port}${asked.url}`);
    const kept = ['content-type', 'cache-control'].map((name) => [name, got.headers.get(name) ?? '']);
    answer.writeHead(got.status, Object.fromEntries(kept)).end(Buffer.from(await got.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    /** Where a page stands, in an address of its own: one path was seen in many states. */
    addressFor: ({ path, html }: SeenPage): string => {
      const address = new URL(path, url);
      address.searchParams.set('gezien', String(shown.size));
      shown.set(address.pathname + address.search, html);
      return address.href;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
