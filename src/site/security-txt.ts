import { after, DAY } from '../clock.ts';
import { paths } from '../paths.ts';

/** RFC 9116 §2.5.5 wants less than a year. */
const HOLDS = 180 * DAY;

/**
 * Where to report a hole in the site (RFC 9116). The contact page, and not the e-mail address itself:
 * in a file that every robot knows it would not be kept from harvesters.
 */
export function securityTxt(now: Date, siteUrl: string): string {
  return `Contact: ${siteUrl}${paths.contact()}
Expires: ${after(now, HOLDS)}
Preferred-Languages: nl, en
Canonical: ${siteUrl}${paths.security()}
`;
}
