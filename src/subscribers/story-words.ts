import { dateTime, knownDate, shortDate } from '../templates/format.ts';
import { bounceInWords } from './bounce-words.ts';
import type { Bounce, Delivery } from './delivery.ts';
import type { Permission } from './permission.ts';
import type { Story } from './story.ts';
import type { Confirmation, ConsentEvent, ImportedConsent } from './subscriber.ts';

/** One step of a reader's story as staff read it, on the page and on paper. */
export type Step = {
  at: string;
  text: string;
  /** The exact wording that was agreed to. */
  quote?: string | undefined;
  /** A Message-ID. */
  code?: string | undefined;
  /** A step off the list. */
  end?: boolean;
};

const WAYS: Record<string, string> = {
  link: 'met de link in een mail',
  'one-click': 'met de afmeldknop van het mailprogramma',
  'own-data': 'op de pagina Mijn gegevens',
  staff: 'door een medewerker, op verzoek',
  complaint: 'met de knop voor ongewenste mail (spam) van het mailprogramma',
  import: 'volgens een ingelezen lijst van adressen die geen nieuwsbrief meer mogen krijgen',
};

const BLOCKED: Record<string, string> = {
  hard: 'Werd geblokkeerd: mail kwam terug omdat het adres niet (meer) bestaat.',
  soft: 'Werd geblokkeerd: drie nieuwsbrieven achter elkaar kwamen terug.',
};

/** The way of an event that only takes back what a list did. */
const IMPORT_UNDONE = 'import-undone';
const UNDONE: Record<string, string> = {
  left: 'Ging weer van de lijst: het inlezen van de lijst is teruggedraaid.',
  returned: 'Staat weer op de lijst: het inlezen van de afmeldingen is teruggedraaid.',
};

/** The proof and the open requests in words, oldest first. */
export function stepsOf({ events, openRequests }: Story): Step[] {
  return [...events.map(eventInWords), ...openRequests.map(requestInWords)];
}

function eventInWords({ at, kind, detail, wording, wordingVersion, imported }: ConsentEvent): Step {
  if (detail === IMPORT_UNDONE) return { at, text: UNDONE[kind] ?? '', end: kind === 'left' };
  if (imported !== null) return { at, text: importedInWords(imported, detail) };
  switch (kind) {
    case 'requested': {
      const version = wordingVersion === null ? '' : ` (versie ${wordingVersion})`;
      const text = `Vroeg de nieuwsbrief aan op de pagina ${detail} en ging akkoord met deze tekst${version}:`;
      return { at, text, quote: wording ?? undefined };
    }
    case 'mailed':
      return { at, text: 'Kreeg de mail om te bevestigen.', code: detail };
    case 'confirmed':
      return { at, text: 'Bevestigde de inschrijving met de knop.' };
    case 'left':
      return { at, text: `Meldde zich af, ${WAYS[detail] ?? detail}.`, end: true };
    case 'returned':
      return { at, text: 'Draaide de afmelding binnen het uur terug.' };
    case 'imported':
      return { at, text: `Kwam mee met een lijst die is ingelezen. ${detail}` };
    case 'attested':
      return { at, text: `Een medewerker verklaarde dat er toestemming is. ${detail}` };
    case 'move-mailed':
      return { at, text: 'Kreeg op het nieuwe adres de mail om de verhuizing te bevestigen.', code: detail };
    case 'moved':
      return { at, text: `Bevestigde op het nieuwe adres. Het oude adres was ${detail}.` };
    case 'blocked':
      return { at, text: BLOCKED[detail] ?? '', end: true };
  }
}

function importedInWords(
  { list, group, basis, origin, evidence, staffName }: ImportedConsent,
  givenOn: string,
): string {
  const ofGroup = group === '' ? '' : ` (groep ‘${group}’)`;
  const came = `Kwam mee met de lijst ‘${list}’${ofGroup}, ingelezen door ${staffName}.`;
  if (basis === 'none') return `${came} Er is geen toestemming bekend. Daarom staat dit adres opzij.`;
  const since =
    givenOn === '' ? 'De datum van de toestemming is niet bekend.' : `Toestemming op ${knownDate(givenOn)}.`;
  const shown = evidence === '' ? '' : ` Bewijs: ${sentence(evidence)}`;
  const kind =
    basis === 'proven'
      ? 'Er is bewijs per lezer.'
      : `${staffName} verklaarde dat deze groep toestemming gaf.`;
  return `${came} Herkomst: ${sentence(origin)} ${since} ${kind}${shown}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function requestInWords({ requestedAt, form, expiresAt }: Confirmation): Step {
  const text = `Vroeg de nieuwsbrief aan op de pagina ${form}. De mail om te bevestigen is verstuurd; de link werkt tot ${shortDate(expiresAt)}. Wordt er niet bevestigd, dan verdwijnt de aanvraag na 30 dagen.`;
  return { at: requestedAt, text };
}

/** The answer to "may we send it?", in one sentence. */
export function permissionInWords({ reason, at }: Permission): string {
  const when = shortDate(at);
  switch (reason) {
    case 'confirmed':
      return `Ja: deze lezer bevestigde op ${when} de nieuwsbrief te willen.`;
    case 'imported':
      return `Ja: de toestemming kwam op ${when} mee met een ingelezen lijst.`;
    case 'attested':
      return `Ja: een medewerker verklaarde op ${when} dat deze lezer toestemming gaf.`;
    case 'no-proof':
      return `Ja, want deze lezer staat sinds ${when} op de lijst, maar het bewijs van de toestemming ontbreekt. Vraag de lezer zich opnieuw in te schrijven.`;
    case 'left':
      return `Nee: deze lezer meldde zich op ${when} af.`;
    case 'not-confirmed':
      return `Nee: deze lezer vroeg op ${when} de nieuwsbrief aan, maar heeft nog niet bevestigd.`;
    case 'blocked':
      return `Nee: mail naar dit adres kwam terug. Daarom sturen wij er sinds ${when} niets meer heen. De lezer kan zich zelf opnieuw inschrijven.`;
    case 'no-consent':
      return 'Nee: van deze lezer is geen toestemming bekend.';
  }
}

/** What became of one issue: what the server said at once, and what came back later. */
export function issueInWords(delivery: Delivery, bounces: Bounce[]): string {
  const later = bounces.filter(
    ({ issueId, words }) => issueId === delivery.issueId && words !== delivery.answer,
  );
  return [deliveryInWords(delivery), ...later.map(bounceInWords)].join(' ');
}

/** What became of one issue at once, in one sentence. */
export function deliveryInWords({ state, answer }: Delivery): string {
  const said = answer === '' ? '.' : `: ‘${answer}’.`;
  const sentences: Record<string, string> = {
    sent: `Verstuurd. De mailserver nam de mail aan${said}`,
    failed: `Niet bezorgd. De mailserver weigerde de mail${said}`,
    uncertain: 'Onzeker: het antwoord van de mailserver kwam nooit binnen.',
    retry: `Nog niet gelukt. Het wordt vanzelf opnieuw geprobeerd. De mailserver zei${answer === '' ? ' niets.' : said}`,
    left: 'Niet gestuurd: de lezer meldde zich tijdens het versturen af.',
  };
  return sentences[state] ?? 'Staat klaar om verstuurd te worden.';
}

/** Whether this reader got the last issue that was meant for them, in one sentence. */
export function lastIssueInWords(deliveries: Delivery[], bounces: Bounce[]): string {
  const last = deliveries.at(-1);
  if (last === undefined) return 'Deze lezer heeft nog geen nieuwsbrief gekregen.';
  return `De laatste nieuwsbrief, ‘${last.subject}’, ${dateTime(last.at)}: ${lowerFirst(issueInWords(last, bounces))}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
