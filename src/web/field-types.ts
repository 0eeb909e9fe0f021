import { z } from 'zod';
import { parseAddress } from '../mail/address.ts';
import { readDay, readTime } from '../templates/day.ts';

/** One line of text of at most `most` characters, trimmed, without control characters. May be empty. */
export function line(most: number) {
  return z
    .string()
    .default('')
    .transform((typed) => typed.trim().normalize('NFC'))
    .pipe(
      z
        .string()
        .max(most, `Dit is te lang. Gebruik ten hoogste ${most} tekens.`)
        .regex(
          /^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u,
          'Hier staan tekens in die niet te lezen zijn. Typ de tekst opnieuw.',
        ),
    );
}

/** One line of text that has to be there; `missing` says what to fill in. */
export function requiredLine(most: number, missing: string) {
  return line(most).pipe(z.string().min(1, missing));
}

/** Some lines of text. May be empty. */
export function lines(most: number) {
  return z
    .string()
    .default('')
    .transform((typed) => typed.replaceAll('\r\n', '\n').trim().normalize('NFC'))
    .pipe(
      z
        .string()
        .max(most, `Dit is te lang. Gebruik ten hoogste ${most} tekens.`)
        .regex(
          /^[^\0-\x08\x0b-\x1f\x7f]*$/,
          'Hier staan tekens in die niet te lezen zijn. Typ de tekst opnieuw.',
        ),
    );
}

/** What `read` makes of a text; where that is nothing, `problem` says what is the matter with it. */
export function readAs<Value>(
  read: (typed: string) => Value | undefined,
  problem: (typed: string) => string,
) {
  return z
    .string()
    .default('')
    .transform((typed, context) => {
      const value = read(typed);
      if (value !== undefined) return value;
      context.addIssue({ code: 'custom', message: problem(typed) });
      return z.NEVER;
    });
}

/** What to say of what is no day. */
export const NO_DAY = 'Dit is geen datum. Typ dag-maand-jaar, zoals 31-12-2025.';

/** A day as a date field sends it or as people type it, read as YYYY-MM-DD. May be left empty. */
export function optionalDay() {
  return readAs(
    (typed) => (typed.trim() === '' ? '' : readDay(typed.trim())),
    () => NO_DAY,
  );
}

/** A day that has to be there; `missing` says what to fill in. */
export function requiredDay(missing: string) {
  return optionalDay().pipe(z.string().min(1, missing));
}

/** A time that has to be there, as a time field sends it or as people type it, read as `09:30`. */
export function requiredTime(missing: string) {
  return readAs(readTime, () => missing);
}

const ADDRESS_PROBLEMS = {
  missing: 'Vul uw e-mailadres in.',
  malformed: 'Dit is geen e-mailadres. Een e-mailadres ziet eruit als naam@example.nl.',
  'too-long': 'Dit e-mailadres is te lang. Kijk of er iets te veel staat.',
  domain: 'Wat na het apenstaartje (@) staat, klopt niet. Kijk of u een typefout hebt gemaakt.',
} as const;

/** An e-mail address that has to be there: as typed, and the key by which addresses are compared. */
export function requiredAddress() {
  return z
    .string()
    .default('')
    .transform((typed, context) => {
      const address = parseAddress(typed);
      if (address.ok) return address.address;
      context.addIssue({ code: 'custom', message: ADDRESS_PROBLEMS[address.problem] });
      return z.NEVER;
    });
}

/** An e-mail address that may be left empty. */
export function optionalAddress() {
  return z
    .string()
    .default('')
    .transform((typed, context) => {
      if (typed.trim() === '') return undefined;
      const address = parseAddress(typed);
      if (address.ok) return address.address;
      context.addIssue({ code: 'custom', message: ADDRESS_PROBLEMS[address.problem] });
      return z.NEVER;
    });
}
