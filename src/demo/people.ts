import { foldForSearch } from '../database/search-text.ts';
import { parseAddress } from '../mail/address.ts';
import { NOTHING_KNOWN, type ParticipantDetails } from '../participants/participant.ts';
import {
  DOMAINS,
  FIRST_NAMES,
  LAST_NAMES,
  NOTES,
  ORGANISATION_KINDS,
  ORGANISATION_NAMES,
  SOURCES,
  STREETS,
  TAGS,
  TOWNS,
} from './names.ts';
import { between, createRandom, pick, type Random, sometimes } from './random.ts';

/** Somebody who does not exist. */
export type SyntheticPerson = { firstName: string; infix: string; lastName: string; email: string };

/** Somebody who does not exist. `number` goes into the address, so that no two are the same. */
export function syntheticPerson(random: Random, number: number): SyntheticPerson {
  const firstName = pick(random, FIRST_NAMES);
  const { infix, lastName } = splitLastName(pick(random, LAST_NAMES));
  const local = [firstName, lastName].map((name) => foldForSearch(name).replaceAll(' ', '')).join('.');
  return { firstName, infix, lastName, email: `${local}.${number}@${pick(random, DOMAINS)}` };
}

/** So many entries for a register, none of them real. The same seed gives the same people. */
export function* syntheticParticipants(count: number, seed = 1): Generator<ParticipantDetails> {
  const random = createRandom(seed);
  for (let number = 1; number <= count; number += 1) yield syntheticParticipant(random, number);
}

function syntheticParticipant(random: Random, number: number): ParticipantDetails {
  const person = syntheticPerson(random, number);
  const organisationOnly = random() < 0.04;
  const email = sometimes(random, 0.8, () => person.email);
  const kind = random() < 0.6 ? 'participant' : 'interested';
  return {
    ...NOTHING_KNOWN,
    kind,
    firstName: organisationOnly ? '' : person.firstName,
    infix: organisationOnly ? '' : person.infix,
    lastName: organisationOnly ? '' : person.lastName,
    organisation: sometimes(random, organisationOnly ? 1 : 0.15, () => organisation(random)),
    street: pick(random, STREETS),
    houseNumber: String(between(random, 1, 250)),
    houseSuffix: sometimes(random, 0.15, () => pick(random, ['a', 'b', 'c', '-1', '-2', 'hs', 'II'])),
    postcode: postcode(random),
    town: pick(random, TOWNS),
    country: 'NL',
    email,
    emailKey: keyOf(email),
    phone: sometimes(random, 0.6, () => phone(random)),
    note: sometimes(random, 0.2, () => pick(random, NOTES)),
    ...reaching(random, kind),
    tags: TAGS.filter(() => random() < 0.12),
    source: sometimes(random, 0.5, () => pick(random, SOURCES)),
    lastContact: sometimes(random, 0.6, () => day(random)),
  };
}

/** On what ground they may be mailed, and what they don't want. */
function reaching(random: Random, kind: ParticipantDetails['kind']) {
  const wishes = { noPost: random() < 0.05, noMail: random() < 0.08 };
  if (kind === 'participant') return { ...wishes, mailGround: 'participant' as const };
  if (random() < 0.3) return wishes;
  const consent = { consentOn: day(random), consentSource: 'Intekenlijst bij een bijeenkomst' };
  return { ...wishes, mailGround: 'consent' as const, ...consent };
}

function day(random: Random): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${between(random, 2021, 2025)}-${two(between(random, 1, 12))}-${two(between(random, 1, 28))}`;
}

function splitLastName(name: string): { infix: string; lastName: string } {
  const start = name.search(/(?<=^|[^'\p{L}])\p{Lu}/u);
  return { infix: name.slice(0, start).trim(), lastName: name.slice(start) };
}

function organisation(random: Random): string {
  return `${pick(random, ORGANISATION_KINDS)} ${pick(random, ORGANISATION_NAMES)}`;
}

/** Of the right form; whether it is given out is a matter of chance. */
function postcode(random: Random): string {
  const letter = () =>
    pick(random, ['A', 'B', 'C', 'E', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'R', 'T', 'V', 'W']);
  return `${between(random, 1000, 9999)} ${letter()}${letter()}`;
}

/** A mobile number that begins with 06 00: no such number is anybody's. */
function phone(random: Random): string {
  const figures = String(between(random, 0, 999_999)).padStart(6, '0');
  return pick(random, [`06 00${figures}`, `06-00${figures}`, `0600${figures}`, `+31 6 00${figures}`]);
}

function keyOf(email: string): string {
  const parsed = parseAddress(email);
  return parsed.ok ? parsed.address.key : '';
}
