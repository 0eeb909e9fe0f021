import { syntheticParticipants } from '../../src/demo/people.ts';
import { paths } from '../../src/paths.ts';
import { add, type Browser, idIn, undoOn, valuesOn } from '../participants/register.ts';
import { openSite } from './site.ts';

type Note = (name: string, path: string, answer: { text: string; headers: Record<string, unknown> }) => void;

const HOME = {
  ...{ straat: 'Dorpsstraat', huisnummer: '12', toevoeging: 'hs', postcode: '1234 AB' },
  plaats: 'Sneek',
};
const WIETSKE = {
  ...{ voornaam: 'Wietske', tussenvoegsel: 'de', achternaam: 'Vries', organisatie: 'Buurthuis De Brug' },
  ...{ ...HOME, email: 'wietske@post.example', telefoon: '06-00 12 34 56', mailgrond: 'consent' },
  ...{ toestemmingop: '2025-05-04', toestemmingbron: 'Intekenlijst', labels: 'spreker, vrijwilliger' },
  ...{ laatstecontact: '2026-03-01', herkomst: 'Via een lid', notitie: 'Belt liever.\nAlleen overdag.' },
};
const LONG = {
  voornaam: 'Wilhelmina Petronella Catharina Hendrika Johanna',
  achternaam: 'Ridderborghhoutenbuitenveldert-Hottentottententententoonstellingsma',
  organisatie: 'Vereniging van Verenigingen voor het behoud van de gezamenlijke ontmoetingsplekken',
  labels: 'Eenheellanglabelzonderenkelespatiedatnietpas',
};

/** Every page of the register, in every state, on a site of its own. */
export async function seeEveryRegisterPage(note: Note): Promise<void> {
  const site = await openSite();
  const paula = await site.signIn();
  const { staff } = paths;
  const see = async (name: string, path: string) => note(`register: ${name}`, path, await paula.get(path));
  const send = async (name: string, path: string, form: Record<string, string>) =>
    note(`register: ${name}`, path, await paula.post(path, form));

  await see('nobody removed', staff.removedParticipants());
  await see('no doubles yet', staff.doubles());
  await see('nobody chosen', staff.chosenParticipants());
  const address = await add(paula, WIETSKE);
  const likely = await add(paula, { ...WIETSKE, voornaam: 'W.', email: 'w@post.example', labels: 'pers' });
  await add(paula, { ...WIETSKE, voornaam: 'Gijs', organisatie: '', email: '', mailgrond: 'none' });
  await add(paula, { organisatie: 'Buurthuis De Brug', postcode: '0123 SS' });
  const long = await add(paula, { ...LONG, labels: LONG.labels.slice(0, 40) });
  site.services.participants.addMany(syntheticParticipants(60));
  site.services.participants.doubles.look();

  await see('an entry in full', address);
  await see('an entry with a long name', long);
  await see('an entry with a strange postcode', await add(paula, { ...WIETSKE, postcode: '12' }));
  await see('somebody at the same address', staff.newParticipantLike(idIn(address), 'adresvan'));
  await see('somebody of the same organisation', staff.newParticipantLike(idIn(address), 'organisatievan'));
  const refused = { ...WIETSKE, soort: 'interested', mailgrond: 'participant', laatstecontact: 'gisteren' };
  await send('an entry refused', staff.newParticipant(), { ...refused, land: 'NL' });
  await send('an entry changed meanwhile', address, {
    ...{ ...WIETSKE, soort: 'participant', land: 'NL', version: '99', plaats: 'Goes' },
  });
  await see('the list', staff.participants());
  await see(
    'the list, filtered',
    `${staff.participants()}?label=spreker&via=mail&vanaf=1000&volgorde=contact`,
  );
  await send('keeping a question refused', staff.keepParticipantFilter(), {
    vraag: 'label=spreker',
    naam: '',
  });
  const kept = { vraag: 'label=spreker', naam: 'Sprekers, om te bellen' };
  await paula.post(staff.keepParticipantFilter(), kept);
  await see('a question kept', staff.participantsBy('label=spreker'));
  await see('some chosen', `${staff.chosenParticipants()}?kies=${idIn(address)}&kies=${idIn(long)}`);
  await see('all chosen', `${staff.chosenParticipants()}?alles=ja&soort=participant`);
  await send('a change of many refused', staff.chosenParticipants(), { keuze: 'alles=ja', doe: 'tag' });
  await seeChanges(paula, see, address);
  await see('doubles', staff.doubles());
  const pair = staff.mergeParticipants(idIn(address), idIn(likely));
  await see('two side by side', pair);
  const form = valuesOn((await paula.get(pair)).text);
  await send('two changed meanwhile', pair, { ...form, 'versie-een': '99' });
  await paula.post(pair, form);
  await see('merged', address);
  await see('the history of a merged one', staff.participantHistory(idIn(address)));
  await see('removed by merging', staff.removedParticipants());
}

async function seeChanges(
  paula: Browser,
  see: (name: string, path: string) => Promise<void>,
  address: string,
): Promise<void> {
  const { staff } = paths;
  await paula.post(staff.chosenParticipants(), { keuze: 'alles=ja', doe: 'tag', label: 'iedereen' });
  await see('many changed', staff.participants());
  await paula.post(staff.chosenParticipants(), { keuze: 'alles=ja', doe: 'tag', label: 'iedereen' });
  await see('nothing to change', staff.participants());
  await paula.post(staff.chosenParticipants(), { keuze: 'alles=ja&soort=interested', doe: 'remove' });
  const removed = await paula.get(staff.participants());
  await see('many removed', staff.removedParticipants());
  await paula.post(undoOn(removed.text));
  await see('many brought back', staff.participants());
  await see('a history', staff.participantHistory(idIn(address)));
}
