import type { Rendered } from '../articles/markdown.ts';
import { checkWords } from './check-words.ts';
import { type Finding, finding, type Place } from './finding.ts';
import type { FindDestination } from './own-addresses.ts';

const VAGUE = /^(?:(?:klik )?hier|(?:lees )?meer|lees verder|link|deze link|deze pagina|klik)[.!]?$/i;
const NAMED_ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** Looks through one text: its links, its pictures and its words. */
export function checkText(
  { html, text, problems }: Rendered,
  place: Place,
  lead: FindDestination,
): Finding[] {
  return [
    ...problems.map(({ message }) => finding('picture-gone', place, /picture (.*) in/.exec(message)?.[1])),
    ...linksIn(html).flatMap((link) => checkLink(link, place, lead)),
    ...picturesIn(html)
      .filter((words) => words.trim() === '')
      .map(() => finding('picture-without-words', place)),
    ...(isHeadingAlone(html) ? [finding('heading-alone', place, text)] : []),
    ...checkWords(text, place),
  ];
}

function checkLink({ address, words }: Link, place: Place, lead: FindDestination): Finding[] {
  const destination = lead(address);
  return [
    ...(destination === 'nothing' ? [finding('dead-link', place, address)] : []),
    ...(destination === 'staff' ? [finding('staff-link', place, words)] : []),
    ...(/^(?:https?:\/\/|www\.)/i.test(words) ? [finding('bare-link', place, words)] : []),
    ...(VAGUE.test(words) ? [finding('vague-link', place, words)] : []),
  ];
}

type Link = { address: string; words: string };

/** The links of our own HTML, in which `"`, `<` and `>` of a text are always escaped; not those within it. */
function linksIn(html: string): Link[] {
  return Array.from(
    html.matchAll(/<a href="([^"#][^"]*)"[^>]*>([\s\S]*?)<\/a>/g),
    ([, address = '', inside = '']) => ({
      address: unescaped(address),
      words: unescaped(inside.replaceAll(/<[^>]*>/g, '')).trim(),
    }),
  );
}

function picturesIn(html: string): string[] {
  return Array.from(html.matchAll(/<img [^>]*?alt="([^"]*)"/g), ([, words = '']) => unescaped(words));
}

function isHeadingAlone(html: string): boolean {
  return /^<h\d>[^\n]*<\/h\d>$/.test(html.trim());
}

function unescaped(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt|quot);/g, (entity) => NAMED_ENTITIES[entity] ?? entity);
}
