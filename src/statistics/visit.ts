/** The kinds of device that are told apart, and no more: everything finer could point at somebody. */
export const DEVICES = ['phone', 'tablet', 'computer'] as const;
export type Device = (typeof DEVICES)[number];

/** A page that somebody asked for, as a browser tells of it. Nothing of this is kept. */
export type Visit = {
  /** Its path, without the query. */
  page: string;
  /** The network address of who asks. */
  sender: string;
  userAgent: string;
  /** The page that led here, where the browser tells. */
  referrer: string | undefined;
  /** Whether it asks not to be tracked: Do Not Track, or Global Privacy Control. */
  objects: boolean;
  /** Whether the page is fetched in case somebody opens it later. */
  isAhead: boolean;
};

/** Browsers call themselves so, those that show text alone included; what doesn't is a program. */
const BROWSER = /^(?:Mozilla\/|Opera\/|Lynx\/|Links |ELinks\/|w3m\/)/;

/** What robots that act like a browser add to that. Cubot makes telephones. */
const ROBOT =
  /(?<!\bcu)bot(?![a-z])|crawl|spider|slurp|scrap|fetch|preview|monitor|headless|phantomjs|lighthouse|facebookexternalhit|meta-external|mediapartners|google-|googleother|feedburner|archive|chatgpt|anthropic|claude-|perplexity|cohere|diffbot|pingdom|uptime|statuscake|gtmetrix|validator|selenium|puppeteer|playwright|https?:\/\//i;

const PHONE = /\biPhone\b|\biPod\b|\bMobile\b|\bWindows Phone\b|\bOpera Mini\b|\bOpera Mobi\b|\bIEMobile\b/;
const TABLET = /\biPad\b|\bTablet\b|\bAndroid\b|\bKindle\b|\bSilk\b|\bPlayBook\b/;

/** Who asks: a program, or somebody at a device. */
export type Asker = Device | 'robot';

/** Tells who asks. An iPad that calls itself a Mac, as iPads do unless told otherwise, counts as a computer. */
export function askerOf(userAgent: string): Asker {
  if (!BROWSER.test(userAgent) || ROBOT.test(userAgent)) return 'robot';
  if (/\biPad\b/.test(userAgent)) return 'tablet';
  if (PHONE.test(userAgent)) return 'phone';
  return TABLET.test(userAgent) ? 'tablet' : 'computer';
}

const HOST = /^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*[a-z0-9]$/;
/** Names that mean something inside one house or office only. */
const PRIVATE = /\.(?:local|localhost|lan|home|internal|intranet|corp|arpa|test|onion)$/;
const LONGEST_HOST = 100;

/**
 * The host of the page that led here, without `www.`; undefined where that is this site itself, no page on the
 * web, or a name or number that could point at one house or one machine.
 */
export function hostOf(referrer: string | undefined, siteUrl: string): string | undefined {
  // Most often a reader comes from another page of the site: no need to take that apart.
  if (referrer === undefined || referrer.startsWith(`${siteUrl}/`)) return undefined;
  if (!/^https?:\/\//i.test(referrer) || !URL.canParse(referrer)) return undefined;
  const host = hostIn(referrer);
  if (host === hostIn(siteUrl) || host.length > LONGEST_HOST) return undefined;
  return HOST.test(host) && !PRIVATE.test(host) ? host : undefined;
}

function hostIn(address: string): string {
  return new URL(address).hostname.replace(/^www\.|\.$/g, '');
}
