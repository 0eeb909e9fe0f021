import { type Finding, finding, type Place } from './finding.ts';

/** Words that spam filters and tired readers distrust. Short on purpose: a word about poverty is no spam. */
const DISTRUSTED = [
  ...['gratis', 'klik hier', 'laatste kans', 'koop nu', 'bestel nu', 'nu kopen', 'korting', 'aanbieding'],
  ...['geld verdienen', 'snel geld', 'gegarandeerd', 'geen risico', 'zonder risico', 'gefeliciteerd'],
  ...['u hebt gewonnen', 'u heeft gewonnen', 'win nu', 'prijs gewonnen', 'mis het niet', 'mis dit niet'],
  ...['100%', 'casino', 'bitcoin', 'dringend', 'reageer snel', 'vandaag nog'],
];
const DISTRUSTED_WORDS = DISTRUSTED.map((words) => ({
  words,
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, 'iu'),
}));
/** Three words in a row, each of three letters or more: fewer may be abbreviations. */
const SHOUTED = /(?<!\p{L})\p{Lu}{3,}(?:[ ,-]+\p{Lu}{3,}){2,}(?!\p{L})/u;
const SHOUTED_SUBJECT = /(?<!\p{L})\p{Lu}{4,}(?:[ ,-]+\p{Lu}{4,})+(?!\p{L})|(?<!\p{L})\p{Lu}{8,}(?!\p{L})/u;
const MOST_EXCLAMATIONS = 3;

/** How a subject or a text sounds, to a reader and to a spam filter. `words` is the text without its marks. */
export function checkWords(words: string, place: Place): Finding[] {
  const inSubject = place.part === 'subject' || place.part === 'preheader';
  const distrusted = DISTRUSTED_WORDS.filter(({ pattern }) => pattern.test(words)).map(
    (found) => found.words,
  );
  const shouted = (inSubject ? SHOUTED_SUBJECT : SHOUTED).exec(words)?.[0];
  const exclamations = words.match(/!/g)?.length ?? 0;
  const tooLoud = /!\s?!/.test(words) || exclamations > (inSubject ? 1 : MOST_EXCLAMATIONS);
  return [
    ...(distrusted.length > 0 ? [finding('spam-words', place, distrusted.join(', '))] : []),
    ...(shouted === undefined ? [] : [finding('capitals', place, shouted)]),
    ...(tooLoud ? [finding('exclamations', place)] : []),
  ];
}
