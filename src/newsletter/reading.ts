import type { Article } from '../articles/article.ts';
import type { Markdown, Rendered } from '../articles/markdown.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Block, IssueContent } from './issue.ts';

/** A block as it will be read. `gone`: the article is not on the site (any more). `meetings` may be none at all. */
export type ReadBlock =
  | { kind: 'text'; text: Rendered }
  | { kind: 'article'; article: Article }
  | { kind: 'meetings'; meetings: Meeting[] }
  | { kind: 'gone'; slug: string };

/** An issue as it will be read, before it has a form. */
export type Reading = { introduction: Rendered; blocks: ReadBlock[] };

/** What it takes to read an issue: the Markdown of mails, and the articles and coming meetings of the site. */
export type ReadingDeps = {
  markdown: Markdown;
  articles: { bySlug: (slug: string) => Article | undefined };
  meetings: { coming: () => Meeting[] };
};

/** Reads an issue: its Markdown, the articles that it points to and the agenda, as they are now. */
export function readIssue(
  { introduction, blocks }: IssueContent,
  { markdown, articles, meetings }: ReadingDeps,
): Reading {
  return {
    introduction: markdown(introduction, 'inleiding'),
    blocks: blocks.map((block, index) => readBlock(block, index)),
  };

  function readBlock(block: Block, index: number): ReadBlock {
    if (block.kind === 'text') return { kind: 'text', text: markdown(block.markdown, `blok-${index + 1}`) };
    if (block.kind === 'meetings') return { kind: 'meetings', meetings: meetings.coming() };
    const article = articles.bySlug(block.slug);
    return article === undefined ? { kind: 'gone', slug: block.slug } : { kind: 'article', article };
  }
}
