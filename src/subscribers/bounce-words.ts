import type { Bounce } from './delivery.ts';

const KINDS: Record<Bounce['kind'], string> = {
  hard: 'Kwam terug: het adres bestaat niet (meer)',
  soft: 'Kwam terug: kon niet worden bezorgd',
  complaint: 'De lezer meldde deze mail als ongewenst (spam)',
  'auto-reply': 'Er kwam een automatisch antwoord',
  delayed: 'Vertraagd: de mailserver probeerde het nog',
};
const FOLLOWED: Record<Bounce['followed'], string> = {
  nothing: '',
  blocked: ' Daarna is de lezer geblokkeerd.',
  left: ' Daarna is de lezer afgemeld.',
};

/** One mail that came back, and what followed, as staff read it. */
export function bounceInWords({ kind, status, words, followed }: Bounce): string {
  const said = words || status;
  return `${KINDS[kind]}${said === '' ? '.' : `: ‘${said}’.`}${FOLLOWED[followed]}`;
}
