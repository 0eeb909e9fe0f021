import type { ArticleSummary } from '../articles/article.ts';
import type { Html } from '../templates/html.ts';
import type { Form } from '../web/form.ts';
import { page } from '../web/view.ts';

/** A page that stands by itself, as `content/pages` gives it. */
export type StandingPage = { title: string; summary?: string | null | undefined; html: Html };

export type HomeData = { articles: ArticleSummary[]; signUp: { form: Form; wording: string }; data: Html };
export const home = page<HomeData>('site/home');

/** The addresses always; the text around them as far as there is one. */
export const contact = page<{ text: StandingPage | undefined }>('site/contact');

export const standing = page<StandingPage>('site/standing-page');
