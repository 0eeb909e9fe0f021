import type { Papers } from '../pdf/paper.ts';
import { dateTime } from '../templates/format.ts';
import type { ToldBreach } from './breach-words.ts';
import type { ProcessingRecord } from './processing.ts';

type PaperFacts = { organisation: string; madeAt: string };

/** The record of processing activities as a PDF. */
export function processingPaper(papers: Papers, record: ProcessingRecord, facts: PaperFacts): Buffer {
  const paper = begin(papers, 'Verwerkingsregister', facts);
  paper.paragraph(
    'Welke persoonsgegevens wij verwerken, waarvoor, op welke grond en hoe lang (artikel 30 AVG). De website maakt dit register zelf. Het zegt wat zij op dit moment doet.',
  );
  paper.lines(record.facts);
  for (const { name, recipients, kinds } of record.groups) {
    paper.part(name);
    paper.lines([
      { term: 'Wie dit krijgt', text: `${capital(recipients)}.` },
      ...kinds.map((kind) => ({
        term: kind.name,
        text: `${capital(kind.what)}. Waarvoor: ${kind.purpose}. Hoe lang: ${kind.until}; ${kind.reason}.`,
        code: `Grond: ${kind.ground} (${kind.article})`,
      })),
    ]);
  }
  paper.part('Beveiliging');
  paper.lines(record.measures.map((text, index) => ({ term: `Maatregel ${index + 1}`, text })));
  return paper.finish();
}

/** The record of data breaches as a PDF. */
export function breachesPaper(papers: Papers, breaches: ToldBreach[], facts: PaperFacts): Buffer {
  const paper = begin(papers, 'Register van datalekken', facts);
  paper.paragraph(
    'Elk datalek dat wij hebben gemerkt: wat er gebeurde, wat de gevolgen zijn en wat wij deden (artikel 33, lid 5, AVG).',
  );
  if (breaches.length === 0) paper.paragraph('Er is geen datalek opgeschreven.', true);
  for (const { title, lines } of breaches) {
    paper.part(title);
    paper.lines(lines);
  }
  return paper.finish();
}

function begin(papers: Papers, title: string, { organisation, madeAt }: PaperFacts) {
  const footer = `${organisation} · gemaakt op ${dateTime(madeAt)}`;
  return papers({ title, organisation, madeAt, footer });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
