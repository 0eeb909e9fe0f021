import { paths } from '../paths.ts';
import { escapeHtml } from '../templates/html.ts';
import type { Organisation } from '../templates/organisation.ts';
import type { ArchivedPage } from './archive.ts';

const NOTHING_YET = '1970-01-01T00:00:00.000Z';

type Feed = { issues: ArchivedPage[]; organisation: Organisation; siteUrl: string };

/** The newsletters that were sent as an Atom feed (RFC 4287), newest first, each with its whole text. */
export function archiveFeed({ issues, organisation, siteUrl }: Feed): string {
  const page = escapeHtml(siteUrl + paths.newsletter());
  const self = escapeHtml(siteUrl + paths.archiveFeed());
  const name = escapeHtml(organisation.name);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl">
<id>${self}</id>
<title>Nieuwsbrief van ${name}</title>
<updated>${issues[0]?.at ?? NOTHING_YET}</updated>
<author><name>${name}</name></author>
<link rel="self" type="application/atom+xml" href="${self}"/>
<link rel="alternate" type="text/html" href="${page}"/>
${issues.map((issue) => entry(issue, siteUrl)).join('\n')}
</feed>
`;
}

function entry({ slug, subject, preheader, at, html }: ArchivedPage, siteUrl: string): string {
  const address = escapeHtml(siteUrl + paths.archive(slug));
  return [
    '<entry>',
    `<id>${address}</id>`,
    `<title>${escapeHtml(subject)}</title>`,
    `<link rel="alternate" type="text/html" href="${address}"/>`,
    `<published>${at}</published>`,
    `<updated>${at}</updated>`,
    ...(preheader ? [`<summary>${escapeHtml(preheader)}</summary>`] : []),
    `<content type="html">${escapeHtml(html)}</content>`,
    '</entry>',
  ].join('\n');
}
