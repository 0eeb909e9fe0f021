import { z } from 'zod';
import { requiredAddress, requiredLine } from '../web/field-types.ts';
import { LEAST_CHARACTERS, lengthProblem, MOST_CHARACTERS, type PasswordProblem } from './passwords.ts';

export const WRONG_PASSWORD =
  'Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk of u een typefout hebt gemaakt en probeer het opnieuw.';

export const PASSWORD_PROBLEMS: Record<PasswordProblem, string> = {
  'too-short': `Dit wachtwoord is te kort. Gebruik ten minste ${LEAST_CHARACTERS} tekens.`,
  'too-long': `Dit wachtwoord is te lang. Gebruik ten hoogste ${MOST_CHARACTERS} tekens.`,
  easy: 'Dit wachtwoord is makkelijk te raden. Kies een ander, bijvoorbeeld vier woorden die niets met elkaar te maken hebben.',
};

/** A password is taken as it was typed: nothing is trimmed or cut off. */
function newPassword() {
  return z
    .string()
    .prefault('')
    .superRefine((typed, context) => {
      const problem = lengthProblem(typed);
      if (typed === '') context.addIssue({ code: 'custom', message: 'Kies een wachtwoord.' });
      else if (problem !== undefined)
        context.addIssue({ code: 'custom', message: PASSWORD_PROBLEMS[problem] });
    });
}

export const signInForm = z.object({
  email: requiredAddress(),
  password: z.string().min(1, 'Vul uw wachtwoord in.').prefault(''),
  /** The page that was asked for before. */
  naar: z.string().default(''),
});

/** For the very first staff member, who says who they are. */
export const firstSetUpForm = z.object({
  name: requiredLine(100, 'Vul uw naam in.'),
  email: requiredAddress(),
  password: newPassword(),
});

/** For who was invited by name and address. */
export const setUpForm = z.object({ password: newPassword() });
