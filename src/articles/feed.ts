import { paths } from '../paths.ts';
import { escapeHtml } from '../templates/html.ts';
import type { Organisation } from '../templates/organisation.ts';
import type { Article } from './article.ts';

const NOTHING_YET = '1970-01-01T00:00:00.000Z';

type Feed = { articles: Article[]; organisation: Organisation; siteUrl: string };

/**
 * The articles as an Atom feed (RFC 4287) with their whole text. An entry's id is its address. `updated`
 * is the moment at which the text last changed here; `published` stands there only when the day is known.
 */
export function atomFeed({ articles, organisation, siteUrl }: Feed): string {
  const home = escapeHtml(siteUrl + paths.home());
  const updated =
    articles
      .map(({ updatedAt }) => updatedAt)
      .sort()
      .at(-1) ?? NOTHING_YET;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl">
<id>${home}</id>
<title>${escapeHtml(organisation.name)}</title>
<subtitle>${escapeHtml(organisation.description)}</subtitle>
<updated>${updated}</updated>
<author><name>${escapeHtml(organisation.name)}</name></author>
<link rel="self" type="application/atom+xml" href="${escapeHtml(siteUrl + paths.feed())}"/>
<link rel="alternate" type="text/html" href="${home}"/>
${articles.map((article) => entry(article, siteUrl)).join('\n')}
</feed>
`;
}

function entry(article: Article, siteUrl: string): string {
  const { slug, title, summary, sectionName, section, author, date, updatedAt } = article;
  const address = escapeHtml(siteUrl + paths.article(slug));
  const day = date?.length === 'YYYY-MM-DD'.length ? date : undefined;
  return [
    '<entry>',
    `<id>${address}</id>`,
    `<title>${escapeHtml(title)}</title>`,
    `<link rel="alternate" type="text/html" href="${address}"/>`,
    ...(day ? [`<published>${day}T00:00:00Z</published>`] : []),
    `<updated>${updatedAt}</updated>`,
    ...(author ? [`<author><name>${escapeHtml(author)}</name></author>`] : []),
    `<category term="${section}" label="${escapeHtml(sectionName)}"/>`,
    ...(summary ? [`<summary>${escapeHtml(summary)}</summary>`] : []),
    `<content type="html">${escapeHtml(content(article, siteUrl))}</content>`,
    '</entry>',
  ].join('\n');
}

function content({ slug, subtitle, picture, source, html }: Article, siteUrl: string): string {
  const parts = [
    subtitle ? `<p><strong>${escapeHtml(subtitle)}</strong></p>` : '',
    picture ? `<p><img src="${escapeHtml(picture.large)}" alt="${escapeHtml(picture.alt)}"></p>` : '',
    source ? `<p><em>${escapeHtml(source)}</em></p>` : '',
    html,
  ];
  return withAbsoluteLinks(parts.filter(Boolean).join('\n'), siteUrl, paths.article(slug));
}

/**
 * Makes each address in our own HTML absolute: readers show it elsewhere. A quotation mark in text is
 * always escaped there, so that ` href="` is an attribute wherever it stands.
 */
function withAbsoluteLinks(html: string, siteUrl: string, path: string): string {
  return html
    .replaceAll(/ (href|src)="\/(?!\/)/g, ` $1="${siteUrl}/`)
    .replaceAll(' href="#', ` href="${siteUrl}${path}#`)
    .replaceAll(/ srcset="[^"]*"| sizes="[^"]*"/g, '');
}
