import { actionInWords } from '../access-log/words.ts';
import type { Papers } from '../pdf/paper.ts';
import { dateTime, knownDate } from '../templates/format.ts';
import type { Chapter } from './chapter.ts';
import { entryChapters } from './entry-chapters.ts';
import type { Inspection } from './gathering.ts';
import { type About, readerChapters } from './reader-chapters.ts';
import { KIND_NAMES, outcomeInWords } from './words.ts';

const MAIL_STATES: Record<string, string> = {
  pending: 'Staat klaar om verstuurd te worden',
  sending: 'Wordt nu verstuurd',
  sent: 'Verstuurd',
  retry: 'Nog niet gelukt',
  failed: 'Niet bezorgd',
  uncertain: 'Misschien verstuurd',
};

const NOTHING = 'Van deze persoon bewaren wij niets.';

/** All that is held of somebody as JSON (GDPR article 20). */
export function inspectionJson(inspection: Inspection, about: About): string {
  const filled = chaptersOf(inspection, about).filter(({ data }) => data !== undefined);
  const data: Record<string, unknown> = { gemaaktOp: about.madeAt, gemaaktDoor: about.organisation };
  for (const { key, data: value } of filled) data[key] = together(data[key], value);
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

/** Somebody can be a reader twice, or stand in the register twice: then there is a list of them. */
function together(known: unknown, value: unknown): unknown {
  const list = Array.isArray(value) ? value : [value];
  return known === undefined ? list : [...(known as unknown[]), ...list];
}

/** The same on paper, to read (GDPR article 15). */
export function inspectionPaper(papers: Papers, inspection: Inspection, about: About): Buffer {
  const { organisation, madeAt } = about;
  const made = `Gemaakt op ${dateTime(madeAt)}`;
  const title = 'Wat wij van u bewaren';
  const paper = papers({ title, organisation, madeAt, footer: `${organisation} · ${made}` });
  const chapters = chaptersOf(inspection, about).filter(({ lines }) => lines.length > 0);
  paper.paragraph(
    `Dit is alles wat de ${organisation} over u bewaart. ${made}. De tijden zijn Nederlandse tijden.`,
  );
  paper.paragraph(`Waarom wij het bewaren en hoe lang, leest u op ${about.siteUrl}/privacybeleid.`);
  if (chapters.length === 0) paper.paragraph(NOTHING, true);
  for (const chapter of chapters) {
    paper.part(chapter.title);
    if (chapter.about !== undefined) paper.paragraph(chapter.about);
    paper.lines(chapter.lines);
  }
  paper.part('Wat u nu kunt doen');
  paper.paragraph(
    'Klopt er iets niet? Wilt u dat wij iets wissen, of uw gegevens niet meer gebruiken? Laat het ons weten. Bent u het niet met ons eens, dan kunt u een klacht indienen bij de Autoriteit Persoonsgegevens.',
  );
  return paper.finish();
}

/** All that is held of somebody, part by part. A part without lines holds nothing. */
export function chaptersOf(inspection: Inspection, about: About): Chapter[] {
  return [
    ...readerChapters(inspection, about),
    ...entryChapters(inspection),
    mails(inspection),
    links(inspection),
    asked(inspection),
    log(inspection),
  ];
}

function mails({ mails: rows }: Inspection): Chapter {
  return {
    key: 'mailsAanU',
    title: 'Andere mail aan u in de laatste maand',
    about: 'De tekst van een mail wissen wij zodra hij weg is.',
    data: rows.map(({ subject, text, state, at, finishedAt, answer }) => ({
      ...{ wanneer: at, onderwerp: subject, stand: MAIL_STATES[state], klaarOp: finishedAt },
      ...{ antwoordVanDeServer: answer, tekst: text },
    })),
    lines: rows.map(({ subject, state, at, answer }) => ({
      ...{ term: dateTime(at), text: subject },
      code: [MAIL_STATES[state], answer].filter(Boolean).join(': '),
    })),
  };
}

function links({ links: rows }: Inspection): Chapter {
  return {
    key: 'linksNaarMijnGegevens',
    title: 'Links naar Mijn gegevens die wij u mailden',
    data: rows.map(({ expiresAt }) => ({ werktTot: expiresAt })),
    lines: rows.map(({ expiresAt }) => ({ term: dateTime(expiresAt), text: 'Tot dan werkte de link.' })),
  };
}

function asked({ asked: rows }: Inspection): Chapter {
  return {
    key: 'verzoeken',
    title: 'Wat u ons vroeg over uw gegevens',
    data: rows.map(({ kind, cameOn, dueOn, extendedWhy, note, outcome, closedOn, closingNote }) => ({
      ...{ binnenOp: cameOn, wat: KIND_NAMES[kind], opgeschreven: note, antwoordVoor: dueOn },
      langerOmdat: extendedWhy,
      ...{ afloop: outcomeInWords(outcome), afgerondOp: closedOn, uitleg: closingNote },
    })),
    lines: rows.map(({ kind, cameOn, extendedWhy, note, outcome, closingNote }) => ({
      term: knownDate(cameOn),
      text: `${KIND_NAMES[kind]}. ${outcomeInWords(outcome)}.`,
      code: [note, extendedWhy, closingNote].filter(Boolean).join(' · ') || undefined,
    })),
  };
}

function log({ log: rows }: Inspection): Chapter {
  return {
    key: 'logboek',
    title: 'Wie van ons uw gegevens zag of veranderde',
    about: 'Dit staat in ons logboek. Daar staat een nummer in, en niet uw naam.',
    data: rows.map(({ at, action }) => ({ wanneer: at, door: 'een medewerker', wat: actionInWords(action) })),
    lines: rows.map(({ at, action }) => ({
      ...{ term: dateTime(at), text: `${actionInWords(action)}, door een medewerker.` },
    })),
  };
}
