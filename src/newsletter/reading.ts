import type { Article } from '../articles/article.ts';
import type { Markdown, Rendered } from '../articles/markdown.ts';
import type { Block, IssueContent } from './issue.ts';

/** A block as it will be read. `gone`: the article is not on the site (any more). */
export type ReadBlock =
  | { kind: 'text'; text: Rendered }
  | { kind: 'article'; article: Article }
  | { kind: 'gone'; slug: string };

/** An issue as it will be read, before it has a form. */
export type Reading = { introduction: Rendered; blocks: ReadBlock[] };

/** What it takes to read an issue: the Markdown of mails, and the articles that visitors can read. */
export type ReadingDeps = {
  markdown: Markdown;
  articles: { bySlug: (slug: string) => Article | undefined };
};

/** Reads an issue: its Markdown and the articles that it points to, as they are now. */
export function readIssue(
  { introduction, blocks }: IssueContent,
  { markdown, articles }: ReadingDeps,
): Reading {
  return {
    introduction: markdown(introduction, 'inleiding'),
    blocks: blocks.map((block, index) => readBlock(block, index)),
  };

  function readBlock(block: Block, index: number): ReadBlock {
    if (block.kind === 'text') return { kind: 'text', text: markdown(block.markdown, `blok-${index + 1}`) };
    const article = articles.bySlug(block.slug);
    return article === undefined ? { kind: 'gone', slug: block.slug } : { kind: 'article', article };
  }
}
