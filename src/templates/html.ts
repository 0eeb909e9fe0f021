declare const safe: unique symbol;

/** Text that is safe to print in a page as it is: made by a view, by the Markdown renderer or by a helper here. */
export type Html = string & { readonly [safe]: true };

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** Makes any text safe to print between tags and in quoted attributes. */
export function escapeHtml(text: string): Html {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character) as Html;
}

/** Says that this text is HTML already. Only for text that our own code or the Markdown renderer made. */
export function trusted(html: string): Html {
  return html as Html;
}

/** Every character as a numeric entity: readable for people without scripts, not for a simple harvester. */
export function asEntities(text: string): Html {
  return Array.from(text, (character) => `&#${character.codePointAt(0)};`).join('') as Html;
}

/** Structured data as a script element that holds data only: `<` is escaped, so that no text can end it. */
export function jsonLd(data: object): Html {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return trusted(`<script type="application/ld+json">${json}</script>`);
}

const HIT_START = '\u0001';
const HIT_END = '\u0002';

/** The marks that a search puts around its hits, for `markHits` to turn into `<mark>`. */
export const HIT_MARKS = [HIT_START, HIT_END] as const;

/** Escapes first, then marks the hits that the search had put between the hit marks. */
export function markHits(text: string): Html {
  return escapeHtml(text).replaceAll(HIT_START, '<mark>').replaceAll(HIT_END, '</mark>') as Html;
}
