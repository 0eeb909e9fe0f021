import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Anna, Bilal } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { check, csvOf, outcomes, readers, upload } from './lists.ts';

it('shows row by row what would happen and what is wrong, and writes no reader', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const paula = await site.signIn();
  const id = await upload(
    site,
    paula,
    csvOf([
      ['e-mail', 'naam', 'datum'],
      ['ANNA@Lezers.example', 'Anna', '4-3-2019'],
      [Bilal.email, 'Bilal', '4 mrt 2019'],
      [Bilal.email.toUpperCase(), 'Bilal nog eens', ''],
      ['', 'Niemand', ''],
      ['geen adres', 'X', ''],
      ['x@geendomein', 'X', ''],
      [`${'x'.repeat(70)}@lezers.example`, 'X', ''],
      ['lang@lezers.example', 'y'.repeat(101), ''],
      ['datum@lezers.example', 'X', '31-2-2019'],
      ['morgen@lezers.example', 'X', '6-3-2026'],
      ['kolom@lezers.example', 'X', '', 'te veel'],
      ['weinig@lezers.example'],
      ['raar@lezers.example', 'B\u0007', ''],
      ['goed@lezers.example', '"Vries; de"', ''],
    ]),
  );
  await check(site, paula, id);
  expect(await outcomes(site, id)).toEqual({
    2: 'known',
    3: 'new',
    4: 'double',
    5: 'wrong: address-missing',
    6: 'wrong: address-malformed',
    7: 'wrong: address-domain',
    8: 'wrong: address-too-long',
    9: 'wrong: name',
    10: 'wrong: date',
    11: 'wrong: date-future',
    12: 'wrong: columns',
    13: 'wrong: columns',
    14: 'wrong: control-characters',
    15: 'new',
  });
  const page = (await paula.get(`${paths.staff.listCheck(id)}?uitkomst=wrong`)).text;
  expect(page).toContain('data-label="Regel">12</td>');
  expect(page).toContain('Deze regel heeft te veel of te weinig kolommen.');
  expect(page).toContain('kolom@lezers.example · X ·  · te veel');
  expect(page).toContain('B�');
  expect(page).toMatch(/Klopt niet, wordt overgeslagen[\s\S]{0,200}>10</);
  expect(readers(site)).toEqual({ [Anna.email]: 'subscribed' });
});

it('pages through the rows, and answers 404 for a page that is none', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const rows = Array.from({ length: 120 }, (_, number) => [`r${number}@lezers.example`]);
  const id = await upload(site, paula, csvOf([['e-mail'], ...rows]));
  await check(site, paula, id);
  const shown = async (page: number) => {
    const { text } = await paula.get(`${paths.staff.listCheck(id)}?uitkomst=new&pagina=${page}`);
    return (text.match(/r\d+@lezers\.example/g) ?? []).length;
  };
  expect([await shown(1), await shown(2), await shown(3)]).toEqual([50, 50, 20]);
  expect((await paula.get(`${paths.staff.listCheck(id)}?pagina=x`)).status).toBe(404);
  expect((await paula.get(paths.staff.listCheck('bestaat-niet'))).status).toBe(404);
});

it('checks again when the columns or the consent are changed', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = await upload(
    site,
    paula,
    csvOf([
      ['e-mail', 'ander'],
      [Anna.email, Bilal.email],
      [Anna.email, 'x'],
    ]),
  );
  await check(site, paula, id);
  expect(await outcomes(site, id)).toEqual({ 2: 'new', 3: 'double' });
  await check(site, paula, id, undefined, { kolom0: 'nothing', kolom1: 'address' });
  expect(await outcomes(site, id)).toEqual({ 2: 'new', 3: 'wrong: address-malformed' });
  await check(site, paula, id, { basis0: 'none' });
  expect(await outcomes(site, id)).toMatchObject({ 2: 'put-aside' });
  expect((await paula.get(paths.staff.listCheck(id))).text).toContain('Wordt opzij gezet: geen toestemming');
});

it('says so when a list would change nothing', async () => {
  const site = await openSite();
  await site.subscribe(Anna);
  const paula = await site.signIn();
  const id = await upload(site, paula, csvOf([['e-mail'], [Anna.email]]));
  await check(site, paula, id);
  const page = (await paula.get(paths.staff.listCheck(id))).text;
  expect(page).toContain('Deze lijst zou niets veranderen.');
  expect(page).not.toContain('Lees de lijst in');
});

it('throws a list away, with all that was in it', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = await upload(site, paula, csvOf([['e-mail'], [Anna.email]]));
  await check(site, paula, id);
  const answer = await paula.post(paths.staff.dropList(id));
  expect(answer.headers.location).toBe(paths.staff.lists());
  expect((await paula.get(paths.staff.list(id))).status).toBe(404);
  await site.settle();
  expect(site.dump().includes(Anna.email)).toBe(false);
  expect((await paula.post(paths.staff.dropList(id))).status).toBe(404);
});
