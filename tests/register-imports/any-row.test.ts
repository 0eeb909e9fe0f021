import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createListedReader } from '../../src/register-imports/listed-entry.ts';
import { guessRoles, ROLES } from '../../src/register-imports/roles.ts';
import {
  splitFullName,
  splitLastName,
  splitNumber,
  splitStreet,
} from '../../src/register-imports/splitting.ts';
import { createColumnWatcher } from '../../src/tables/columns.ts';

const MAPPING = {
  ...{ header: true, roles: [...ROLES], monthFirst: false, mayEmpty: false },
  ...{ kind: 'participant' as const, source: '' },
};

it.each([
  ['Dorpsstraat 12', 'Dorpsstraat', '12', ''],
  ['Dorpsstraat 12a', 'Dorpsstraat', '12', 'a'],
  ['Dorpsstraat 12 hs', 'Dorpsstraat', '12', 'hs'],
  ['Dorpsstraat 12-2', 'Dorpsstraat', '12', '-2'],
  ['Plein 1944 5', 'Plein 1944', '5', ''],
  ['1e Dwarsstraat 3 bis', '1e Dwarsstraat', '3', 'bis'],
  ['Postbus 2758', 'Postbus', '2758', ''],
  ['Laan van Meerdervoort', 'Laan van Meerdervoort', '', ''],
])('takes %s apart', (text, street, houseNumber, houseSuffix) => {
  expect(splitStreet(text)).toEqual({ street, houseNumber, houseSuffix });
});

it.each([
  ['Anna de Vries', 'Anna', 'de', 'Vries'],
  ['Vries, Anna de', 'Anna', 'de', 'Vries'],
  ['de Vries, Anna', 'Anna', 'de', 'Vries'],
  ['Jan Piet van der Meer', 'Jan Piet', 'van der', 'Meer'],
  ["A. van 't Hof", 'A.', "van 't", 'Hof'],
  ['Luc De Smet', 'Luc', '', 'De Smet'],
  ['Vries', '', '', 'Vries'],
])('takes the name %s apart', (text, firstName, infix, lastName) => {
  expect(splitFullName(text)).toEqual({ firstName, infix, lastName });
});

it('loses no letter of a name or a street, whatever is typed', () => {
  const letters = (parts: object) =>
    Object.values(parts).join('').replaceAll(/[\s,]/g, '').split('').sort().join('');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (typed) => {
      const text = typed.replaceAll(/\s+/g, ' ').trim();
      for (const parts of [splitLastName(text), splitStreet(text), splitNumber(text)]) {
        expect(letters(parts).length).toBeLessThanOrEqual(letters({ text }).length);
      }
      expect(letters(splitStreet(text))).toBe(letters({ text }));
    }),
  );
});

const readListed = createListedReader(MAPPING, '2026-03-05');

it('reads any row, or says what is wrong with it', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('ja', '1-2-2020', '12', '=1'),
  );
  fc.assert(
    fc.property(fc.array(cell, { maxLength: ROLES.length }), (cells) => {
      const read = readListed({ cells, problem: null });
      if (typeof read === 'string') expect(read).toMatch(/^[a-z-]+(?: \w+)?$/);
      else expect(read.id || read.given.lastName || read.given.organisation).toBeTruthy();
    }),
  );
});

it('guesses columns of anything, each role once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ maxLength: 20 }), { minLength: 3, maxLength: 3 }), { minLength: 1 }),
      (rows) => {
        const watcher = createColumnWatcher();
        for (const row of rows) watcher.see(row);
        const used = guessRoles(watcher.columns()).roles.filter((role) => role !== 'nothing');
        expect(new Set(used).size).toBe(used.length);
      },
    ),
  );
});
