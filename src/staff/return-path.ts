import { paths } from '../paths.ts';

const MOST_CHARACTERS = 2000;

/**
 * Where to go after signing in: the page of the staff side that was asked for, else the dashboard.
 * `wanted` comes from outside: what a browser could take for another site (a scheme, `//`, a backslash,
 * a control character) or for another part of this one (`..`) leads to the dashboard.
 */
export function returnPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > MOST_CHARACTERS) return paths.staff.dashboard();
  if (!/^\/beheer(?:[/?]|$)/.test(wanted) || /[\\\p{Cc}\s]|\/\//u.test(wanted))
    return paths.staff.dashboard();
  const { pathname, search } = new URL(wanted, 'http://here.invalid');
  const stays = pathname === paths.staff.dashboard() || pathname.startsWith(`${paths.staff.dashboard()}/`);
  return stays && pathname !== paths.staff.signIn() ? pathname + search : paths.staff.dashboard();
}

/** Whether an address on the staff side is a file to keep: a browser that is led to one stays on the page where it was. */
export function isFile(path: string): boolean {
  return /\.(?:pdf|json|csv|xlsx)(?:\?|$)/.test(path);
}
