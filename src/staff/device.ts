/** Each with what stands in a User-Agent; the first that fits counts, since most name others too. */
const BROWSERS: [string, RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|OPT)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|Chromium|CriOS)\//],
  ['Safari', /\bSafari\//],
];
const SYSTEMS: [string, RegExp][] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Mac', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
];

/** A browser as its owner would name it, from its User-Agent: `Firefox op Windows`. */
export function describeDevice(userAgent: string): string {
  const browser = firstFit(BROWSERS, userAgent) ?? 'Onbekende browser';
  const system = firstFit(SYSTEMS, userAgent);
  return system === undefined ? browser : `${browser} op ${system}`;
}

function firstFit(candidates: [string, RegExp][], userAgent: string): string | undefined {
  return candidates.find(([, pattern]) => pattern.test(userAgent))?.[0];
}
