import { expect, it } from 'vitest';
import { channelOf } from '../../src/participants/channel.ts';
import { householdKeyOf } from '../../src/participants/household.ts';
import { NOTHING_KNOWN } from '../../src/participants/participant.ts';
import { openSite } from '../support/site.ts';
import { add, idIn, names, textOf, valuesOn, Wietske } from './register.ts';

const MAIL = { email: 'wietske@post.example', mailGround: 'participant' } as const;
const ADDRESS = { street: 'Dorpsstraat', houseNumber: '1', postcode: '1234 AB', town: 'Sneek' };
const PHONE = { phone: '06-00 12 34 56' };

it.each([
  ['mail', { ...MAIL, ...ADDRESS, ...PHONE }],
  ['letter', { ...MAIL, ...ADDRESS, mailGround: 'none' }],
  ['letter', { ...MAIL, ...ADDRESS, noMail: true }],
  ['letter', { ...ADDRESS, ...PHONE, mailGround: 'participant' }],
  ['letter', { street: 'Musterweg 3', town: 'Musterstadt', country: 'DE' }],
  ['phone', { ...PHONE, ...ADDRESS, noPost: true }],
  ['phone', { ...MAIL, ...ADDRESS, ...PHONE, noPost: true, noMail: true }],
  ['phone', { ...ADDRESS, ...PHONE, postcode: '' }],
  ['phone', { ...ADDRESS, ...PHONE, houseNumber: '' }],
  ['none', { ...MAIL, ...ADDRESS, noPost: true, noMail: true }],
  ['none', { ...MAIL, mailGround: 'none' }],
  ['none', {}],
] as const)('is by %s for %o', (channel, known) => {
  expect(channelOf({ ...NOTHING_KNOWN, ...known })).toBe(channel);
});

it('takes one post address for one household, however it is written', () => {
  const key = (home: object) => householdKeyOf({ ...NOTHING_KNOWN, ...ADDRESS, ...home });
  expect(key({ houseSuffix: 'a' })).toBe(key({ houseSuffix: ' -A', postcode: '1234AB' }));
  const others = [
    {},
    { houseSuffix: 'b' },
    { houseNumber: '12' },
    { country: 'BE' },
    { postcode: '1234 AC' },
  ];
  expect(new Set([{ houseSuffix: 'a' }, ...others].map(key)).size).toBe(6);
  expect(key({ postcode: '' })).toBeUndefined();
  expect(key({ houseNumber: '' })).toBeUndefined();
});

it('keeps on what ground somebody may be mailed, and what they do not want', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const consent = {
    ...{ mailgrond: 'consent', toestemmingop: '2025-05-04', toestemmingbron: 'Intekenlijst' },
    ...{ email: 'wietske@post.example', geenpost: 'ja', laatstecontact: '1-3-2026', herkomst: 'Via een lid' },
  };
  const address = await add(paula, { ...Wietske, ...consent });
  const page = await paula.get(address);
  expect(valuesOn(page.text)).toMatchObject({ ...consent, laatstecontact: '2026-03-01' });
  expect(valuesOn(page.text).geenmail).toBeUndefined();
  expect(textOf(page.text)).toContain('Uitnodigen per: Mail');
  expect(await names(paula, { via: 'mail', grond: 'consent', geenpost: 'ja' })).toEqual([
    'Vries, Wietske de',
  ]);
});

it('wants to know when and where a consent was given, and forgets that when there is none', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, Wietske);
  const opened = valuesOn((await paula.get(address)).text);
  const answer = await paula.post(address, { ...opened, mailgrond: 'consent' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('href="#veld-toestemmingop">Vul in wanneer');
  expect(answer.text).toContain('href="#veld-toestemmingbron">Vul in waar');
  const none = { mailgrond: 'none', toestemmingop: '2025-05-04', toestemmingbron: 'Intekenlijst' };
  await paula.post(address, { ...opened, ...none });
  const after = valuesOn((await paula.get(address)).text);
  expect([after.toestemmingop, after.toestemmingbron]).toEqual(['', '']);
});

it('does not let somebody who is interested be mailed as a participant', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const form = { ...Wietske, soort: 'interested', mailgrond: 'participant', land: 'NL' };
  const answer = await paula.post('/beheer/register/nieuw', form);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('href="#veld-mailgrond">Een belangstellende is geen participant');
});

it('mails nobody of whom the form did not say so', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const id = idIn(await add(paula, { ...Wietske, email: 'wietske@post.example' }));
  const entry = site.services.participants.byId(id);
  expect(entry?.mailGround).toBe('none');
});

it('takes a wish of the person by a link as theirs, at once and once', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, { ...Wietske, email: 'wietske@post.example', mailgrond: 'participant' });
  const { participants } = site.services;
  const at = 'link in de uitnodiging voor de AlliantieRaad';
  expect(participants.refuseMail(idIn(address), at)).toBe('done');
  expect(participants.refuseMail(idIn(address), at)).toBe('done-before');
  expect(participants.refuseMail('AAAAAAAAAAAAAAAA', at)).toBe('unknown');
  expect(valuesOn((await paula.get(address)).text).geenmail).toBe('ja');
  const history = textOf((await paula.get(`${address}/geschiedenis`)).text);
  expect(history).toContain(`Gewijzigd door de persoon zelf: ${at}`);
  expect(history).toContain('Geen mail Was: Nee Werd: Ja');
});

it('writes down the last contact of many, and never an earlier one', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const ids = [
    idIn(await add(paula, Wietske)),
    idIn(await add(paula, { achternaam: 'Bos', laatstecontact: '2026-03-01' })),
  ];
  site.services.participants.touch([...ids, 'AAAAAAAAAAAAAAAA'], '2026-02-01');
  const days = ids.map((id) => site.services.participants.byId(id)?.lastContact);
  expect(days).toEqual(['2026-02-01', '2026-03-01']);
});
