import { paths } from '../paths.ts';
import { type Html, jsonLd } from '../templates/html.ts';
import type { Organisation } from '../templates/organisation.ts';

/**
 * Who we are and how to search the site, for search engines (schema.org). Without the e-mail address,
 * which the pages keep from harvesters.
 */
export function siteData(organisation: Organisation, siteUrl: string): Html {
  const id = `${siteUrl}/#organisatie`;
  return jsonLd({
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Organization',
        '@id': id,
        name: organisation.name,
        description: organisation.description,
        url: siteUrl + paths.home(),
        address: organisation.postAddress.join(', '),
        ...(organisation.logo && { logo: siteUrl + paths.picture(organisation.logo) }),
        ...(organisation.phone && { telephone: organisation.phone }),
        ...(organisation.social.length > 0 && { sameAs: organisation.social.map(({ url }) => url) }),
      },
      {
        '@type': 'WebSite',
        name: organisation.name,
        url: siteUrl + paths.home(),
        inLanguage: 'nl',
        publisher: { '@id': id },
        potentialAction: {
          '@type': 'SearchAction',
          target: { '@type': 'EntryPoint', urlTemplate: `${siteUrl}${paths.search()}?q={zoekwoorden}` },
          'query-input': 'required name=zoekwoorden',
        },
      },
    ],
  });
}
