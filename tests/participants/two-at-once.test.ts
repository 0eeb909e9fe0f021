import { expect, it } from 'vitest';
import { paths } from '../../src/paths.ts';
import { Quinten } from '../support/people.ts';
import { openSite } from '../support/site.ts';
import { add, names, valuesOn, Wietske } from './register.ts';

it('does not let Quinten overwrite unseen what Paula changed while his form was open', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const quinten = await site.signIn(Quinten);
  const address = await add(paula, Wietske);
  const opened = valuesOn((await quinten.get(address)).text);
  await paula.post(address, { ...opened, plaats: 'Dokkum' });

  const answer = await quinten.post(address, { ...opened, telefoon: '06-00 12 34 56' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Een collega heeft deze persoon intussen veranderd');
  expect(answer.text).toMatch(/<dt>Woonplaats<\/dt>\s*<dd>Dokkum<\/dd>/);
  expect(valuesOn(answer.text)).toMatchObject({ telefoon: '06-00 12 34 56', plaats: 'Sneek' });
  expect(valuesOn((await paula.get(address)).text)).toMatchObject({ telefoon: '', plaats: 'Dokkum' });

  const again = await quinten.post(address, { ...valuesOn(answer.text), plaats: 'Dokkum' });
  expect(again.status).toBe(303);
  expect(valuesOn((await paula.get(address)).text)).toMatchObject({
    telefoon: '06-00 12 34 56',
    plaats: 'Dokkum',
  });
});

it('sees a change of the same millisecond, and one from before a clock was set back', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, Wietske);
  const opened = valuesOn((await paula.get(address)).text);
  await paula.post(address, { ...opened, plaats: 'Dokkum' });
  expect((await paula.post(address, { ...opened, plaats: 'Goes' })).status).toBe(422);
  site.clock.advance(-60_000);
  expect((await paula.post(address, { ...opened, plaats: 'Tiel' })).status).toBe(422);
});

it('takes a form without its version for an old one', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, Wietske);
  expect((await paula.post(address, { ...Wietske, soort: 'participant', plaats: 'Tiel' })).status).toBe(422);
});

it('keeps what Quinten typed when Paula removed the entry meanwhile, and lets him add it anew', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const quinten = await site.signIn(Quinten);
  const address = await add(paula, Wietske);
  const opened = valuesOn((await quinten.get(address)).text);
  await paula.post(`${address}/verwijderen`);

  const answer = await quinten.post(address, { ...opened, plaats: 'Dokkum' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Een collega heeft deze persoon intussen uit het register gehaald');
  expect(answer.text).toContain(`action="${paths.staff.newParticipant()}"`);
  expect(valuesOn(answer.text).plaats).toBe('Dokkum');
  await add(quinten, valuesOn(answer.text));
  expect(await names(paula)).toEqual(['Vries, Wietske de']);
});

it('writes no change when nothing was changed', async () => {
  const site = await openSite();
  const paula = await site.signIn();
  const address = await add(paula, Wietske);
  const opened = valuesOn((await paula.get(address)).text);
  expect((await paula.post(address, opened)).headers.location).toBe(address);
  const page = await paula.get(address);
  expect(page.text).not.toContain('De wijziging is bewaard');
  expect(valuesOn(page.text).version).toBe(opened.version);
});
