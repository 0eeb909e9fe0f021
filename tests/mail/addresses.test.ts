import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAddress } from '../../src/mail/address.ts';

it('compares a plain domain, which takes a short way, as any other way of writing it', () => {
  // With capitals a domain takes the long way.
  const label = fc.string({ unit: fc.constantFrom('a', 'x', 'n', '-', '1', '0'), maxLength: 6 });
  const domain = fc.array(label, { minLength: 1, maxLength: 4 });
  const keyOf = (address: string) => {
    const parsed = parseAddress(address);
    return parsed.ok ? parsed.address.key : parsed.problem;
  };
  fc.assert(
    fc.property(domain, (labels) => {
      const written = `${labels.join('.')}.nl`;
      expect(keyOf(`anna@${written}`)).toBe(keyOf(`anna@${written.toUpperCase()}`));
    }),
    { numRuns: 1000 },
  );
  expect(keyOf('anna@lezers.example')).toBe('anna@lezers.example');
  expect(keyOf('anna@lezers-.example')).toBe('domain');
});
