import type { ArticleDocument } from '../articles/document.ts';
import { between, createRandom, pick, type Random } from './random.ts';

const SUBJECTS = [
  'De buurtkeuken',
  'Het spreekuur',
  'Een avond over rondkomen',
  'De ruilwinkel',
  'Samen koken',
  'Het huisbezoek',
] as const;
const PLACES = [
  'in de wijk',
  'op het dorp',
  'achter de dijk',
  'naast de school',
  'bij het station',
  'aan de haven',
] as const;
const SENTENCES = [
  'Dit is een voorbeeldtekst om de site mee uit te proberen.',
  'De tekst gaat nergens over en hoort bij niemand.',
  'Iedereen kon aanschuiven, met of zonder geld.',
  'Er was koffie, en er was tijd.',
  'Wie wilde, vertelde iets over de afgelopen week.',
  'Aan het eind ruimden we samen op.',
] as const;

/** So many articles that say of themselves that they are examples. */
export function* syntheticArticles(count: number, seed = 3): Generator<ArticleDocument> {
  const random = createRandom(seed);
  for (let number = 1; number <= count; number += 1) {
    yield {
      slug: `voorbeeld-${number}`,
      title: `${pick(random, SUBJECTS)} ${pick(random, PLACES)} (voorbeeld ${number})`,
      section: 'nieuws',
      date: `${between(random, 2019, 2025)}-0${between(random, 1, 9)}-${between(random, 10, 28)}`,
      summary: pick(random, SENTENCES),
      markdown: paragraphs(random),
      draft: false,
      ...{
        subtitle: null,
        order: null,
        author: null,
        source: null,
        portrait: null,
        image: null,
        imageAlt: null,
      },
    };
  }
}

function paragraphs(random: Random): string {
  const paragraph = () =>
    Array.from({ length: between(random, 3, 6) }, () => pick(random, SENTENCES)).join(' ');
  return `${paragraph()}\n\n## Hoe het ging\n\n${paragraph()}\n\n${paragraph()}\n`;
}
