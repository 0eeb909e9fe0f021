import type { Markdown } from '../articles/markdown.ts';
import { type Html, trusted } from '../templates/html.ts';
import type { Meeting } from './meeting.ts';

/** The long texts of a meeting as the pages show them, each below a heading of its own. */
export function textsOf(
  { directions, programme }: Meeting,
  markdown: Markdown,
): { directions: Html; programme: Html } {
  return {
    directions: belowHeading(markdown(directions, 'route').html),
    programme: belowHeading(markdown(programme, 'programma').html),
  };
}

/** Makes each heading one smaller. Our renderer escapes `<` wherever it means nothing, so that what begins with it is a tag. */
function belowHeading(html: Html): Html {
  return trusted(
    html.replaceAll(/<(\/?)h([2-5])(?=[ >])/g, (_, end, level) => `<${end}h${Number(level) + 1}`),
  );
}
