import type { Papers } from '../pdf/paper.ts';
import { dateTime } from '../templates/format.ts';
import { type LostFile, letterOf, reportOf } from './texts.ts';

/** The draft of the notification to the Autoriteit Persoonsgegevens as a PDF. */
export function reportPaper(papers: Papers, lost: LostFile, madeAt: string): Buffer {
  const organisation = lost.organisation.name;
  const title = 'Melding van een datalek: concept';
  const footer = `${organisation} · concept, gemaakt op ${dateTime(madeAt)}`;
  const paper = papers({ title, organisation, madeAt, footer });
  paper.paragraph(
    'Hiermee vult u het formulier van de Autoriteit Persoonsgegevens in. Kijk eerst na of alles klopt.',
  );
  paper.lines(
    reportOf(lost).map(({ question, answer, toFillIn }) => ({
      term: question,
      text: answer || 'Nog niet ingevuld.',
      ...(toFillIn !== '' && { code: `Vul zelf aan: ${toFillIn}` }),
    })),
  );
  return paper.finish();
}

/** The letter to the people as a PDF. */
export function letterPaper(papers: Papers, lost: LostFile, madeAt: string): Buffer {
  const organisation = lost.organisation.name;
  const paper = papers({ title: 'Uw gegevens', organisation, madeAt, footer: organisation });
  for (const paragraph of letterOf(lost)) paper.paragraph(paragraph);
  return paper.finish();
}
