import type { Outcome, RequestKind } from './request.ts';

/** What is asked, as it is called on the pages, with the article of the GDPR (in Dutch: AVG). */
export const KIND_NAMES: Record<RequestKind, string> = {
  access: 'Inzage',
  correction: 'Verbeteren',
  restriction: 'Beperken',
  objection: 'Bezwaar',
  erasure: 'Wissen',
  portability: 'Meenemen',
};

/** What somebody asks for, in a sentence. */
export const KIND_SENTENCES: Record<RequestKind, string> = {
  access: 'wil zien wat wij bewaren (artikel 15 AVG)',
  correction: 'wil gegevens laten verbeteren (artikel 16 AVG)',
  restriction: 'wil dat wij de gegevens bewaren, maar niet gebruiken (artikel 18 AVG)',
  objection: 'wil geen nieuwsbrief of uitnodigingen meer (artikel 21 AVG)',
  erasure: 'wil dat wij alles wissen (artikel 17 AVG)',
  portability: 'wil de gegevens meenemen, in een vorm voor programma’s (artikel 20 AVG)',
};

export const OUTCOME_NAMES: Record<Outcome, string> = {
  done: 'Gedaan',
  partly: 'Voor een deel gedaan',
  refused: 'Niet gedaan, met uitleg',
  withdrawn: 'Ingetrokken door de persoon',
};

const OUTCOMES_SAID: Record<Outcome | '', string> = {
  '': 'Nog niet beantwoord',
  done: 'Gedaan',
  partly: 'Voor een deel gedaan',
  refused: 'Niet gedaan',
  withdrawn: 'Door u ingetrokken',
};

/** How a request ended, said to the person. */
export function outcomeInWords(outcome: Outcome | ''): string {
  return OUTCOMES_SAID[outcome];
}

/** How many days there are, or were: `nog 3 dagen`, `vandaag`, `2 dagen te laat`. */
export function timeLeftInWords(days: number): string {
  if (days === 0) return 'vandaag';
  if (days < 0) return days === -1 ? '1 dag te laat' : `${-days} dagen te laat`;
  return days === 1 ? 'nog 1 dag' : `nog ${days} dagen`;
}
