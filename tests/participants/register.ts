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

/** What stands in the fields of a form. */
export function valuesOn(page: string): Values {
  const inputs = page.matchAll(
    /<input (?=[^>]*name="(\w+)")(?![^>]*type="radio")(?:[^>]*? value="([^"]*)")?[^>]*>/g,
  );
  const note = /<textarea[^>]*>\n?([^<]*)<\/textarea>/.exec(page)?.[1] ?? '';
  const country = /<option value="(\w\w)" selected>/.exec(page)?.[1] ?? '';
  const kind = /value="(\w+)" checked/.exec(page)?.[1] ?? '';
  const fields = Object.fromEntries(Array.from(inputs, ([, name, value]) => [name, value ?? '']));
  return { ...fields, notitie: note, land: country, soort: kind };
}

/** Where the button that undoes the last thing sends its form. */
export function undoOn(page: string): string {
  const action = /action="([^"]*\/wijzigingen\/[^"]*)"/.exec(page)?.[1];
  if (action === undefined) throw new Error('There is nothing to undo on the page');
  return action;
}
