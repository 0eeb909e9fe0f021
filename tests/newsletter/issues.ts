import { paths } from '../../src/paths.ts';
import { Anna } from '../support/people.ts';
import type { Site } from '../support/site.ts';

type Browser = Awaited<ReturnType<Site['signIn']>>;

/** What stands in the fields of a form, by name, as a browser would send it. */
export function fieldsOn(html: string): Record<string, string> {
  const form = /<form class="writing"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const inputs = Array.from(form.matchAll(/<input\b[^>]*>/g), ([tag]): [string, string] => [
    /name="([^"]*)"/.exec(tag)?.[1] ?? '',
    unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? ''),
  ]);
  const texts = Array.from(
    form.matchAll(/<textarea[^>]*name="([^"]*)"[\s\S]*?>\n([\s\S]*?)<\/textarea>/g),
    ([, name = '', value = '']): [string, string] => [name, unescaped(value)],
  );
  return Object.fromEntries([...inputs, ...texts].filter(([name]) => name !== ''));
}

/** Begins an issue and saves this in it. Returns the address that it is written at. */
export async function write(paula: Browser, fields: Record<string, string> = {}): Promise<string> {
  const address = String((await paula.post(paths.staff.issues())).headers.location);
  await save(paula, address, fields);
  return address;
}

/** Changes some fields of an issue, as somebody does who has just opened it. `press` is the button. */
export async function save(
  paula: Browser,
  address: string,
  fields: Record<string, string> = {},
  press = '',
): Promise<{ status: number; text: string; headers: Record<string, string> }> {
  const opened = fieldsOn((await paula.get(address)).text);
  return paula.post(address, { ...opened, ...fields, doe: press });
}

/** The blocks of an issue, as its form shows them. */
export async function blocks(paula: Browser, address: string): Promise<string[]> {
  const fields = fieldsOn((await paula.get(address)).text);
  return Object.keys(fields)
    .filter((name) => /^blok\d+$/.test(name))
    .sort((one, other) => Number(one.slice(4)) - Number(other.slice(4)))
    .map((name) => fields[name] ?? '');
}

/** The id in an address such as `/beheer/nieuwsbrieven/ID`. */
export function idIn(address: string): string {
  return /nieuwsbrieven\/([\w-]+)/.exec(address)?.[1] ?? '';
}

/** An issue as the program holds it. */
export function issueAt(site: Site, address: string) {
  const issue = site.services.issues.byId(idIn(address));
  if (issue === undefined) throw new Error(`There is no issue at ${address}`);
  return issue;
}

/** The mail that an issue would leave as now. */
export function printOf(site: Site, address: string) {
  return site.services.printing.printIssue(issueAt(site, address), site.clock.now().toISOString());
}

/** Decides to send an issue, without waiting. */
export function plan(site: Site, address: string): void {
  const { id, version } = issueAt(site, address);
  const outcome = site.services.sending.plan(id, version);
  if (outcome !== 'planned') throw new Error(`Planning an issue ended in ${outcome}`);
}

/** Sends an issue to Anna, to the end. */
export async function send(site: Site, address: string): Promise<void> {
  if (site.services.subscribers.counts().subscribed === 0) await site.subscribe(Anna);
  plan(site, address);
  site.clock.advance(11 * 60 * 1000);
  for (let time = 0; time < 5 && site.services.sending.stateOf(idIn(address)) !== 'sent'; time += 1) {
    await site.settle();
  }
  if (site.services.sending.stateOf(idIn(address)) !== 'sent') throw new Error('The issue was not sent');
}

function unescaped(html: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
  return html
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll(/&(lt|gt|amp|quot);/g, (_, name) => named[name] ?? '');
}
