import { type AccessLogEntry, ALL_OF } from './store.ts';

/** What can be asked of the log: kinds of things that were done. */
export const KINDS = [
  'seen',
  'changed',
  'exported',
  'merged',
  'removed',
  'imported',
  'mailed',
  'staff',
] as const;
export type Kind = (typeof KINDS)[number];

export const KIND_NAMES: Record<Kind, string> = {
  seen: 'Bekeken',
  changed: 'Gewijzigd',
  exported: 'Bewaard als bestand of papier',
  merged: 'Van twee één gemaakt',
  removed: 'Verwijderd',
  imported: 'Lijst ingelezen',
  mailed: 'Uitgenodigd of gemaild',
  staff: 'Ingelogd en accounts',
};

type Words = readonly [kind: Kind, words: string];

/** Every action of the staff routes in words. An action without words is shown as it is, and fails a test. */
const ACTIONS: Record<string, Words> = {
  'subscriber.list': ['seen', 'Lijst van lezers bekeken'],
  'subscriber.show': ['seen', 'Lezer bekeken'],
  'subscriber.deliveries': ['seen', 'Bekeken bij wie een nieuwsbrief niet aankwam'],
  'subscriber.returned-mail': ['seen', 'Teruggekomen post bekeken'],
  'subscriber.leave': ['changed', 'Lezer afgemeld'],
  'subscriber.leave-uncertain': ['changed', 'Besloten dat een lezer de mail niet nog eens krijgt'],
  'subscriber.returned-mail-handled': ['changed', 'Teruggekomen post afgehandeld'],
  'subscriber.export': ['exported', 'Lijst van lezers bewaard als bestand'],
  'subscriber.story': ['exported', 'Verhaal van een lezer als PDF gemaakt'],
  'subscriber.remove': ['removed', 'Lezer verwijderd'],
  'subscriber.import-upload': ['imported', 'Lijst van lezers gekozen om in te lezen'],
  'subscriber.import-look': ['imported', 'Lijst van lezers nagekeken'],
  'subscriber.import-apply': ['imported', 'Lijst van lezers ingelezen'],
  'subscriber.import-undo': ['imported', 'Inlezen van lezers teruggedraaid'],
  'subscriber.import-drop': ['imported', 'Lijst van lezers weggegooid'],
  'subscriber.send-once-more': ['mailed', 'Nieuwsbrief nog een keer gestuurd'],

  'participant.list': ['seen', 'Register bekeken'],
  'participant.show': ['seen', 'Iemand uit het register bekeken'],
  'participant.compare': ['seen', 'Twee mensen in het register vergeleken'],
  'participant.ledger': ['seen', 'Bekeken wie in een uitgeleverde lijst staan'],
  'participant.choose': ['seen', 'Bekeken wie uitgenodigd kan worden'],
  'participant.invited': ['seen', 'Genodigden bekeken'],
  'participant.invitation': ['seen', 'Uitnodiging van iemand bekeken'],
  'participant.door': ['seen', 'Lijst bij de deur bekeken'],
  'participant.silent': ['seen', 'Bekeken met wie lang geen contact was'],
  'participant.add': ['changed', 'Iemand toegevoegd aan het register'],
  'participant.change': ['changed', 'Register gewijzigd'],
  'participant.undo': ['changed', 'Wijziging in het register teruggezet'],
  'participant.answer': ['changed', 'Antwoord op een uitnodiging ingevuld'],
  'participant.called': ['changed', 'Opgeschreven dat er is gebeld'],
  'participant.tick': ['changed', 'Bij de deur een vinkje gezet'],
  'participant.uninvite': ['changed', 'Van de lijst van genodigden gehaald'],
  'participant.export': ['exported', 'Register bewaard als bestand'],
  'participant.labels': ['exported', 'Etiketten gemaakt'],
  'participant.letters': ['exported', 'Brieven klaargezet of gemaakt'],
  'participant.door-list': ['exported', 'Lijst voor bij de deur gemaakt'],
  'participant.badges': ['exported', 'Badges gemaakt'],
  'participant.merge': ['merged', 'Van twee mensen in het register één gemaakt'],
  'participant.remove': ['removed', 'Iemand uit het register gehaald'],
  'participant.import-upload': ['imported', 'Lijst voor het register gekozen'],
  'participant.import-look': ['imported', 'Lijst voor het register nagekeken'],
  'participant.import-apply': ['imported', 'Lijst in het register ingelezen'],
  'participant.import-undo': ['imported', 'Inlezen in het register teruggedraaid'],
  'participant.import-drop': ['imported', 'Lijst voor het register weggegooid'],
  'participant.invite': ['mailed', 'Op de lijst van genodigden gezet'],
  'participant.mail': ['mailed', 'Genodigden gemaild'],
  'participant.posted': ['mailed', 'Opgeschreven dat brieven zijn verstuurd'],
  'participant.ask-to-stay': ['mailed', 'Gevraagd of iemand in het register wil blijven'],

  'subscriber.requests': ['seen', 'Verzoeken over gegevens bekeken'],
  'participant.requests': ['seen', 'Verzoeken over gegevens bekeken'],
  'subscriber.request': ['seen', 'Verzoek over gegevens bekeken'],
  'participant.request': ['seen', 'Verzoek over gegevens bekeken'],
  'subscriber.request-search': ['seen', 'Gezocht van wie een verzoek is'],
  'participant.request-search': ['seen', 'Gezocht van wie een verzoek is'],
  'subscriber.request-kept': ['changed', 'Verzoek over gegevens opgeschreven'],
  'participant.request-kept': ['changed', 'Verzoek over gegevens opgeschreven'],
  'subscriber.gather': ['exported', 'Alles verzameld wat wij van een lezer bewaren'],
  'participant.gather': ['exported', 'Alles verzameld wat wij van iemand bewaren'],
  'subscriber.restrict': ['changed', 'Vastgelegd of een lezer mag worden gemaild'],
  'participant.restrict': ['changed', 'Vastgelegd of gegevens mogen worden gebruikt'],
  'subscriber.object': ['changed', 'Bezwaar van een lezer verwerkt'],
  'participant.object': ['changed', 'Bezwaar tegen uitnodigingen verwerkt'],
  'subscriber.erase': ['removed', 'Lezer overal gewist, op verzoek'],
  'participant.erase': ['removed', 'Iemand overal gewist, op verzoek'],

  'staff.sign-in': ['staff', 'Ingelogd'],
  'staff.sign-out': ['staff', 'Uitgelogd'],
  'staff.set-up': ['staff', 'Account klaargemaakt of nieuw wachtwoord gekozen'],
  'staff.password': ['staff', 'Wachtwoord gewijzigd'],
  'staff.app-added': ['staff', 'App met codes gekoppeld'],
  'staff.app-removed': ['staff', 'App met codes losgekoppeld'],
  'staff.passkey-added': ['staff', 'Passkey toegevoegd'],
  'staff.passkey-removed': ['staff', 'Passkey weggehaald'],
  'staff.codes-renewed': ['staff', 'Nieuwe herstelcodes gemaakt'],
  'staff.invite': ['staff', 'Medewerker uitgenodigd'],
  'staff.let-in': ['staff', 'Collega een link gegeven om weer binnen te komen'],
  'staff.reset': ['staff', 'Account opnieuw opengezet'],
  'staff.end-access': ['staff', 'Toegang van een medewerker beëindigd'],
  'staff.mail-proof': ['mailed', 'Proef van een nieuwsbrief gemaild'],
};

/** What was done, in words. */
export function actionInWords(action: string): string {
  return ACTIONS[action]?.[1] ?? action;
}

/** The actions of a kind. */
export function actionsOf(kind: Kind): string[] {
  return Object.keys(ACTIONS).filter((action) => ACTIONS[action]?.[0] === kind);
}

/** Whether an action has words. */
export function hasWords(action: string): boolean {
  return Object.hasOwn(ACTIONS, action);
}

/** The people that a row is about, as far as it names them: a list that was read in is none. */
export function personsIn({ action, persons }: AccessLogEntry): string[] {
  const named = persons.filter((id) => !id.startsWith(`${ALL_OF}:`));
  return isOfList(action) ? named.slice(1) : named;
}

/** How many people a row is about, also where they were too many to be named one by one. */
export function countIn(entry: AccessLogEntry): number {
  const many = entry.persons.find((id) => id.startsWith(`${ALL_OF}:`));
  return many === undefined ? personsIn(entry).length : Number(many.split(':').at(-1));
}

/** Whether a row was about so many that it does not name them. */
export function isUnnamed({ persons }: AccessLogEntry): boolean {
  return persons.some((id) => id.startsWith(`${ALL_OF}:`));
}

/** Which list the people of a row are in. */
export function subjectOf(action: string): 'subscriber' | 'participant' | 'staff' {
  const [subject] = action.split('.');
  return subject === 'subscriber' || subject === 'participant' ? subject : 'staff';
}

/** The first id of these is that of the list itself. */
function isOfList(action: string): boolean {
  return action.includes('.import-');
}
