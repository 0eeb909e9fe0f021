import type { Html } from '../templates/html.ts';
import { page, partial } from '../web/view.ts';
import type { Article, ArticlePage, ArticleSummary, SearchResult, Section } from './article.ts';

export const section = page<ArticlePage & { section: Section; sectionName: string }>('articles/section');

export const list = page<ArticlePage>('articles/list');

/** `related` is what to read next; `data` describes the article to search engines. */
export type ArticleData = { article: Article; related: ArticleSummary[]; data: Html };
export const article = page<ArticleData>('articles/article');

/** `words` as they were typed; empty where nothing was asked yet. */
export const search = page<SearchResult & { words: string }>('articles/search');

/** An article in a list, under a heading of this level. */
export const item = partial<{ article: ArticleSummary; heading: 'h2' | 'h3' }>('articles/item');

/** An attribute for the element of a title, where a word in it needs smaller type on a small screen. */
export const longWord = partial<{ title: string }>('articles/long-word');

/** The three forms of a teaser on the front page: with its picture, with somebody's portrait, as text alone. */
export const teaserPicture = partial<{ article: ArticleSummary }>('articles/teaser-picture');
export const teaserPortrait = partial<{ article: ArticleSummary }>('articles/teaser-portrait');
export const teaserText = partial<{ article: ArticleSummary }>('articles/teaser-text');

/** Plain links that share a page: an absolute address and a title. */
export const share = partial<{ url: string; title: string }>('articles/share');
