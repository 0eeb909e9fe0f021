import { z } from 'zod';
import { SECTIONS } from '../articles/article.ts';
import { PICTURE_NAME } from '../pictures/pictures.ts';

const LONGEST_LINE = 200;
const LONGEST_SUMMARY = 600;

const line = (longest = LONGEST_LINE) =>
  z
    .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'must be text') })
    .transform((value) => value.replaceAll(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, 'must not be empty').max(longest, `must be at most ${longest} characters`));

/** The front matter of an article. Every value comes as the text that was typed. */
export const articleFrontMatter = withoutEmptyValues(
  z.strictObject({
    title: line(),
    subtitle: line().nullable().default(null),
    section: line().pipe(z.enum(SECTIONS, `must be one of ${SECTIONS.join(', ')}`)),
    date: line()
      .pipe(z.string().refine(isKnownDate, 'must be a date such as 2018, 2018-02 or 2018-02-28'))
      .nullable()
      .default(null),
    order: line()
      .pipe(z.string().regex(/^\d{1,4}$/, 'must be a whole number such as 1'))
      .transform(Number)
      .nullable()
      .default(null),
    author: line().nullable().default(null),
    summary: line(LONGEST_SUMMARY).nullable().default(null),
    source: line().nullable().default(null),
    portrait: line().nullable().default(null),
    image: line()
      .pipe(z.string().regex(PICTURE_NAME, 'must be the name of a picture in content/images'))
      .nullable()
      .default(null),
    imageAlt: line(LONGEST_SUMMARY).nullable().default(null),
    draft: line()
      .pipe(z.enum(['true', 'false'], 'must be true or false'))
      .transform((value) => value === 'true')
      .default(false),
  }),
);

/** The front matter of a standing page. */
export const pageFrontMatter = withoutEmptyValues(
  z.strictObject({ title: line(), summary: line(LONGEST_SUMMARY).nullable().default(null) }),
);

/** A key with nothing behind it counts as left out. */
function withoutEmptyValues<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((values) => {
    if (typeof values !== 'object' || values === null || Array.isArray(values)) return values;
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
  }, schema);
}

/** A date as far as it is known, which exists in the calendar. */
function isKnownDate(text: string): boolean {
  if (!/^\d{4}(?:-\d\d(?:-\d\d)?)?$/.test(text)) return false;
  const [year = '', month = '01', day = '01'] = text.split('-');
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
}
