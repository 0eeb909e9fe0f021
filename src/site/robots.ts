import { paths } from '../paths.ts';

/** What robots leave alone (RFC 9309): the staff side, searches, and the links that are one person's own. */
export function robotsTxt(siteUrl: string): string {
  const closed = [
    paths.staff.dashboard(),
    paths.search(),
    paths.confirm(''),
    paths.leave(''),
    paths.left(''),
    paths.mailbox(),
  ];
  return `User-agent: *
${closed.map((path) => `Disallow: ${path}`).join('\n')}

Sitemap: ${siteUrl}${paths.sitemap()}
`;
}
