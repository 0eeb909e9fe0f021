const ZONE = 'Europe/Amsterdam';
const OFFSET = new Intl.DateTimeFormat('en', { timeZone: ZONE, timeZoneName: 'longOffset' });

/**
 * The moment that a clock in the Netherlands shows as `2026-03-05T14:30`; undefined when that is no time. In the
 * hour that summer time leaves out it is an hour later, in the hour that comes twice the second one.
 */
export function amsterdamMoment(local: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/.test(local)) return undefined;
  const asUtc = new Date(`${local.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtc.getTime())) return undefined;
  const guess = new Date(asUtc.getTime() - offsetAt(asUtc));
  // Near the change of the clock the offset at the moment itself counts.
  return new Date(asUtc.getTime() - offsetAt(guess));
}

/** What a clock in the Netherlands shows at a moment: `2026-03-05T14:30`. */
export function amsterdamClock(moment: Date): string {
  return new Date(moment.getTime() + offsetAt(moment)).toISOString().slice(0, 16);
}

function offsetAt(moment: Date): number {
  const name = OFFSET.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}
