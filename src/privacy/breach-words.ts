import type { LedgerEntry } from '../ledger/entry.ts';
import type { Incident } from '../ledger/incidents.ts';
import { contentsInWords, KIND_NAMES } from '../ledger/texts.ts';
import { KIND_WORDS } from '../retention/words.ts';
import { dateTime, knownDate, shortDate } from '../templates/format.ts';
import type { Breach } from './breach-store.ts';

/** A breach as the record tells it, on the page and on paper. `id` only where it is not a lost list. */
export type ToldBreach = {
  title: string;
  noticedAt: string;
  /** The breach itself, or the file of the ledger that was lost. */
  breachId: string | undefined;
  fileId: string | undefined;
  reported: boolean;
  lines: { term: string; text: string }[];
};

/** A breach that staff wrote down. */
export function tellBreach(breach: Breach): ToldBreach {
  const { id, noticedAt, kinds, people, reportedAt, toldAt, whyNot, staffName } = breach;
  return {
    ...{ title: `Datalek, gemerkt op ${shortDate(noticedAt)}`, noticedAt, breachId: id, fileId: undefined },
    reported: reportedAt !== '',
    lines: [
      { term: 'Gemerkt', text: dateTime(noticedAt) },
      { term: 'Wat er gebeurde', text: breach.what },
      { term: 'Welke gegevens', text: kinds.map((kind) => KIND_WORDS[kind].name).join('; ') || UNKNOWN },
      { term: 'Van hoeveel mensen', text: people || UNKNOWN },
      { term: 'Gevolgen', text: breach.consequences || UNKNOWN },
      { term: 'Maatregelen', text: breach.measures || UNKNOWN },
      ...toldToWhom(reportedAt, toldAt, whyNot),
      { term: 'Opgeschreven door', text: staffName },
    ],
  };
}

/** A list of the register that was lost. */
export function tellLostList(incident: Incident, file: LedgerEntry): ToldBreach {
  const { noticedAt, what, lostWhen, measures, reportedAt, toldAt, staffName } = incident;
  return {
    ...{
      title: `Lijst kwijt, gemerkt op ${shortDate(noticedAt)}`,
      noticedAt,
      breachId: undefined,
      fileId: file.id,
    },
    reported: reportedAt !== '',
    lines: [
      { term: 'Gemerkt', text: dateTime(noticedAt) },
      {
        term: 'Wat er gebeurde',
        text: `${KIND_NAMES[file.kind]} voor ‘${file.activity}’ van ${shortDate(file.at)} is kwijt. ${what}`.trim(),
      },
      ...(lostWhen === '' ? [] : [{ term: 'Wanneer', text: lostWhen }]),
      { term: 'Welke gegevens', text: contentsInWords(file) },
      { term: 'Van hoeveel mensen', text: String(file.count) },
      { term: 'Maatregelen', text: measures || UNKNOWN },
      ...toldToWhom(reportedAt, toldAt, ''),
      { term: 'Opgeschreven door', text: staffName },
    ],
  };
}

function toldToWhom(reportedAt: string, toldAt: string, whyNot: string): { term: string; text: string }[] {
  return [
    { term: 'Gemeld bij de Autoriteit', text: reportedAt === '' ? 'Nee' : knownDate(reportedAt) },
    { term: 'Mensen ingelicht', text: toldAt === '' ? 'Nee' : knownDate(toldAt) },
    ...(whyNot === '' ? [] : [{ term: 'Waarom niet', text: whyNot }]),
  ];
}

const UNKNOWN = 'Nog niet bekend.';
