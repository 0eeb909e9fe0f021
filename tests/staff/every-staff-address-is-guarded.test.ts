import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { addressesOf } from '../support/addresses.ts';
import { openSite } from '../support/site.ts';
import { putPeopleInTheLists, withIds } from './people-in-the-lists.ts';

/** What has to answer before there is a session. */
const OPEN = [
  ...[paths.staff.signIn(), paths.staff.secondStep(), paths.staff.setUp(':token')],
  ...[paths.staff.askPasskey(), paths.staff.signInByPasskey()],
];

it('knows every address of the staff side, so that none can be forgotten', async () => {
  const { gets, posts, open } = await walkable();
  expect(gets).toContain(paths.staff.dashboard());
  expect(gets).toContain(paths.staff.subscriber(':id'));
  expect(gets).toContain(paths.staff.participants());
  expect(posts).toContain(paths.staff.signOut());
  expect(posts).toContain(paths.staff.removeParticipant(':id'));
  expect(new Set(open)).toEqual(new Set(OPEN));
});

it('sends who is not signed in from each page to the sign-in page, and shows nothing', async () => {
  const { site, gets, ids } = await walkable();
  for (const pattern of gets) {
    const path = withIds(pattern, ids);
    for (const cookie of ['', `beheer=${'A'.repeat(43)}`]) {
      const answer = await site.get(path).set('Cookie', cookie);
      const signIn = `${paths.staff.signIn()}?naar=${encodeURIComponent(path)}`;
      expect([path, answer.status, answer.headers.location]).toEqual([path, 303, signIn]);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['x-robots-tag']).toBe('noindex');
    }
    const head = await site.request('head', path);
    expect([path, head.status, head.headers.location]).toEqual([path, 303, paths.staff.signIn()]);
  }
});

it('refuses each form of who is not signed in, and changes nothing', async () => {
  const { site, posts, ids } = await walkable();
  const before = site.dump();
  for (const pattern of posts) {
    const path = withIds(pattern, ids);
    expect([path, (await site.post(path)).status]).toEqual([path, 403]);
    const own = await site.post(path).set('Origin', site.url);
    expect([path, own.status, own.headers.location]).toEqual([path, 303, paths.staff.signIn()]);
    const fetched = await site.post(path).set('Sec-Fetch-Site', 'same-origin');
    expect([path, fetched.status, fetched.headers.location]).toEqual([path, 303, paths.staff.signIn()]);
  }
  expect(site.dump()).toBe(before);
});

it('refuses each form that another site sends along with the cookie of staff, and changes nothing', async () => {
  const { site, posts, ids } = await walkable();
  const paula = await site.signIn();
  const before = site.dump();
  for (const pattern of [...posts, ...OPEN]) {
    const path = withIds(pattern, ids);
    const forged = [
      await paula.forge(path),
      await paula.forge(path).set('Origin', 'null'),
      await paula.forge(path).set('Origin', `${site.url}.evil.example`),
      await paula.forge(path).set('Origin', '').unset('Origin'),
      await paula.post(path).set('Sec-Fetch-Site', 'cross-site'),
      await paula.post(path).set('Sec-Fetch-Site', 'same-site'),
      await paula.post(path).set('Sec-Fetch-Site', 'none'),
    ];
    expect([path, forged.map(({ status }) => status)]).toEqual([path, forged.map(() => 403)]);
  }
  expect(site.dump()).toBe(before);
  expect((await paula.get(paths.staff.dashboard())).status).toBe(200);
});

it('answers what is not there with the same redirect, so that nobody learns which pages exist', async () => {
  const { site } = await walkable();
  const answer = await site.get('/beheer/bestaat-niet');
  expect([answer.status, answer.headers.location]).toEqual([
    303,
    '/beheer/inloggen?naar=%2Fbeheer%2Fbestaat-niet',
  ]);
});

async function walkable() {
  const site = await openSite();
  const ids = await putPeopleInTheLists(site);
  const staff = addressesOf(site.app).filter(({ path }) => /^\/beheer(?:\/|$)/i.test(path));
  const guarded = staff.filter(({ path }) => !OPEN.includes(path));
  const pathsOf = (method: string) =>
    guarded.filter((each) => each.method === method).map(({ path }) => path);
  expect(staff.every(({ method }) => method === 'GET' || method === 'POST')).toBe(true);
  return {
    site,
    ids,
    gets: pathsOf('GET'),
    posts: pathsOf('POST'),
    open: staff.filter(({ path }) => OPEN.includes(path)).map(({ path }) => path),
  };
}
