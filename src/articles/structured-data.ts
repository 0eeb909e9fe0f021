import { paths } from '../paths.ts';
import { type Html, jsonLd } from '../templates/html.ts';
import type { Organisation } from '../templates/organisation.ts';
import type { Article } from './article.ts';

/**
 * An article and the way to it, for search engines (schema.org). It says what is known and no more: a date
 * as far as it is known, an author only where one wrote this very text.
 */
export function articleData(article: Article, organisation: Organisation, siteUrl: string): Html {
  const { slug, title, summary, section, sectionName, date, author, picture, updatedAt } = article;
  const url = siteUrl + paths.article(slug);
  const home = { name: organisation.name, item: siteUrl + paths.home() };
  const trail = [
    home,
    { name: sectionName, item: siteUrl + paths.section(section) },
    { name: title, item: url },
  ];
  return jsonLd({
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Article',
        headline: title,
        ...(summary && { description: summary }),
        inLanguage: 'nl',
        mainEntityOfPage: url,
        ...(picture && { image: siteUrl + picture.share }),
        ...(date && { datePublished: date }),
        dateModified: updatedAt,
        ...(author && { author: { '@type': 'Person', name: author } }),
        publisher: { '@type': 'Organization', name: organisation.name, url: home.item },
      },
      {
        '@type': 'BreadcrumbList',
        itemListElement: trail.map((step, index) => ({ '@type': 'ListItem', position: index + 1, ...step })),
      },
    ],
  });
}
