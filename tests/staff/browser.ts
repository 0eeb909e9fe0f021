import request, { type Test } from 'supertest';
import { paths } from '../../src/paths.ts';
import type { Paula } from '../support/people.ts';
import type { Site } from '../support/site.ts';

export const FIREFOX_ON_WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
export const SAFARI_ON_IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

/** Somebody who has no second factor, and is left to sit idle. */
export const PASSWORD_ALONE = { secondFactor: false, atWork: false };

/** Behind one proxy, so that each browser can have an address of its own. */
export const BEHIND_PROXY = { env: { TRUST_PROXY: '1' } };

/** A browser with its own cookies, name and address, of somebody who has not signed in yet. */
export function openBrowser(site: Site, { userAgent = FIREFOX_ON_WINDOWS, sender = '192.0.2.1' } = {}) {
  const agent = request.agent(site.url);
  const common = { 'User-Agent': userAgent, 'X-Forwarded-For': sender };
  const post = (path: string, form: Record<string, string> = {}): Test =>
    agent
      .post(path)
      .set({ ...common, Origin: site.url })
      .type('form')
      .send(form);
  return {
    get: (path: string): Test => agent.get(path).set(common),
    post,
    signIn: ({ email, password }: Pick<typeof Paula, 'email' | 'password'>, more = {}): Test =>
      post(paths.staff.signIn(), { email, password, ...more }),
  };
}

/** The value of a cookie that an answer sets; empty where it is cleared, undefined where it is not set. */
export function cookieOf(answer: { headers: Record<string, unknown> }, name: string): string | undefined {
  return setCookies(answer)
    .find((line) => line.startsWith(`${name}=`))
    ?.split(';')[0]
    ?.slice(name.length + 1);
}

/** The Set-Cookie lines of an answer. */
export function setCookies(answer: { headers: Record<string, unknown> }): string[] {
  const lines = answer.headers['set-cookie'];
  return Array.isArray(lines) ? lines.map(String) : [];
}
