import type { Section } from './article.ts';

/** An article as it is written, in a file or by staff: what its front matter says, and its Markdown. */
export type ArticleDocument = {
  slug: string;
  title: string;
  subtitle: string | null;
  section: Section;
  /** As far as it is known: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  date: string | null;
  /** Its place on the home page. */
  order: number | null;
  author: string | null;
  summary: string | null;
  source: string | null;
  portrait: string | null;
  /** The name of a file in `content/images`. */
  image: string | null;
  imageAlt: string | null;
  draft: boolean;
  markdown: string;
};
