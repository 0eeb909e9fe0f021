import { get, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Config } from '../config.ts';
import { paths } from '../paths.ts';

/** A page of the site as a visitor gets it. */
export type VisitedPage = { path: string; headers: IncomingHttpHeaders; html: string };

const MOST_PAGES = 60;
const PATIENCE = 5000;
/** Says that this is no person: nobody counts it as one. */
const MANNERS = { 'User-Agent': 'nakijken (bot)', DNT: '1', 'Sec-GPC': '1' };
const ALWAYS = [
  ...[paths.home(), paths.newsletter(), paths.askToLeave(), paths.ownData(), paths.invitationCode()],
  ...[paths.search(), paths.contact(), paths.privacy(), '/bestaat-niet'],
];

/** Goes through the site's own public pages over HTTP, as a visitor without anything. */
export type OwnPages = () => Promise<VisitedPage[]>;

/**
 * Visits this very server, at the address that it listens on.
 *
 * @throws when it can't be reached, or its address isn't known (PORT is 0).
 */
export function createOwnPages({ host, port, siteUrl }: Pick<Config, 'host' | 'port' | 'siteUrl'>): OwnPages {
  const base = `http://${addressOf(host)}:${port}`;
  return async () => {
    const { html: sitemap } = await visit(paths.sitemap());
    const listed = Array.from(sitemap.matchAll(/<loc>([^<]+)<\/loc>/g), ([, loc]) => pathOf(loc ?? ''));
    const all = [...new Set([...ALWAYS, ...listed])].slice(0, MOST_PAGES);
    const visited: VisitedPage[] = [];
    for (const path of all) visited.push(await visit(path));
    return visited;
  };

  /** By node:http: what `fetch` brings along would stay in the worker's memory for a look a day. */
  function visit(path: string): Promise<VisitedPage> {
    return new Promise((resolve, reject) => {
      const options = { headers: MANNERS, signal: AbortSignal.timeout(PATIENCE) };
      const asked = get(base + path, options, (answer) => {
        text(answer).then((html) => resolve({ path, headers: answer.headers, html }), reject);
      });
      asked.once('error', reject);
    });
  }

  function pathOf(address: string): string {
    return address.startsWith(siteUrl) ? address.slice(siteUrl.length) || '/' : '/';
  }
}

/** The pages that come with a cookie. */
export function withCookie(pages: VisitedPage[]): string[] {
  return pages.filter(({ headers }) => headers['set-cookie'] !== undefined).map(({ path }) => path);
}

/** The pages that let a browser load something from elsewhere, or that do. */
export function withOthers(pages: VisitedPage[], siteUrl: string): string[] {
  return pages
    .filter(({ headers, html }) => !isClosed(headers) || loadsFrom(html, siteUrl).length > 0)
    .map(({ path }) => path);
}

/** The pages that do not tell the browser to keep to https (RFC 6797). */
export function withoutHttps(pages: VisitedPage[]): string[] {
  return pages
    .filter(({ headers }) => headers['strict-transport-security'] === undefined)
    .map(({ path }) => path);
}

/** Whether the policy of a page allows nothing but the site itself. */
function isClosed(headers: IncomingHttpHeaders): boolean {
  const policy = String(headers['content-security-policy'] ?? '');
  const sources = policy.split(';').map((part) => part.trim().split(/\s+/));
  const allowed = sources.filter(([name]) => name?.endsWith('-src')).flatMap(([, ...from]) => from);
  return (
    policy.includes("default-src 'none'") && allowed.every((from) => from === "'self'" || from === "'none'")
  );
}

/** What the tags that load something by themselves name outside the site. */
function loadsFrom(html: string, siteUrl: string): string[] {
  const tags =
    html.match(/<(?:script|img|iframe|link|source|video|audio|object|embed|input)\b[^>]*>/gi) ?? [];
  const named = tags
    .flatMap((tag) => Array.from(tag.matchAll(/\s(?:src|srcset|href|data|poster)="([^"]*)"/gi)))
    .flatMap(([, value = '']) => value.split(',').map((each) => each.trim().split(/\s+/)[0] ?? ''));
  return named.filter((address) => URL.canParse(address, siteUrl) && isElsewhere(address, siteUrl));
}

function isElsewhere(address: string, siteUrl: string): boolean {
  const { protocol, origin } = new URL(address, siteUrl);
  return protocol !== 'data:' && origin !== new URL(siteUrl).origin;
}

/** Where a server that listens on all addresses answers. */
function addressOf(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
