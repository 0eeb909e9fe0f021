import { paths } from '../../src/paths.ts';
import type { Site } from '../support/site.ts';

export type Browser = Awaited<ReturnType<Site['signIn']>>;

/** What the form of an entry sends. */
export type Values = Record<string, string>;

/** People of the register. Nobody exists. */
export const Wietske = { voornaam: 'Wietske', tussenvoegsel: 'de', achternaam: 'Vries', plaats: 'Sneek' };
export const Umut = {
  voornaam: 'Ümüt',
  achternaam: 'Özdemir',
  straat: 'Dorpsstraat',
  huisnummer: '12',
  toevoeging: 'hs',
};
export const Lukasz = {
  voornaam: 'Łukasz',
  achternaam: 'Zając',
  telefoon: '06-00 12 34 56',
  postcode: '1234AB',
};
export const TheBridge = { organisatie: 'Buurthuis De Brug', email: 'brug@buurt.example' };

/** Adds an entry through the form. Returns its address. */
export async function add(browser: Browser, values: Values): Promise<string> {
  const answer = await browser.post(paths.staff.newParticipant(), {
    soort: 'participant',
    land: 'NL',
    ...values,
  });
  if (answer.status !== 303) throw new Error(`Adding answered ${answer.status}`);
  return String(answer.headers.location);
}

/** The names that the register shows for this question, in its order. */
export async function names(browser: Browser, question: Values = {}): Promise<string[]> {
  const { text } = await browser.get(`${paths.staff.participants()}?${new URLSearchParams(question)}`);
  return namesOn(text);
}

/** The names in the table of a page of the register. */
export function namesOn(page: string): string[] {
  return Array.from(page.matchAll(/<th scope="row"><a [^>]*>([^<]*)<\/a>/g), ([, name]) => String(name));
}

/** What stands in the fields of the form of an entry, as a browser would send it. */
export function valuesOn(page: string): Values {
  const form = /<form class="panel"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  const values: Values = {};
  for (const [input] of form.matchAll(/<input [^>]*>/g)) {
    const name = /name="([\w-]+)"/.exec(input)?.[1] ?? '';
    const isChoice = /type="(?:radio|checkbox)"/.test(input);
    if (isChoice && !/ checked/.test(input)) continue;
    values[name] = plain(/ value="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  for (const [, name = '', options = ''] of form.matchAll(
    /<select [^>]*name="(\w+)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    values[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  }
  for (const [, name = '', text = ''] of form.matchAll(
    /<textarea [^>]*name="(\w+)"[^>]*>\n?([^<]*)<\/textarea>/g,
  )) {
    values[name] = plain(text);
  }
  return values;
}

function plain(html: string): string {
  return html.replaceAll('&#39;', "'").replaceAll('&#34;', '"').replaceAll('&amp;', '&');
}

/** The text of a page, without its tags. */
export function textOf(page: string): string {
  return plain(page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '));
}

/** The id in the address of an entry. */
export function idIn(address: string): string {
  return String(address.split('/').at(-1));
}

/** Where the button that undoes the last thing sends its form. */
export function undoOn(page: string): string {
  const action = /action="([^"]*\/(?:wijzigingen|samen)\/[^"]*)"/.exec(page)?.[1];
  if (action === undefined) throw new Error('There is nothing to undo on the page');
  return action;
}
