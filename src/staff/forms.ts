import { z } from 'zod';
import { requiredAddress, requiredLine } from '../web/field-types.ts';
import type { CodeProblem } from './app-codes.ts';
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

/** The second step: a code from the app, a recovery code, or what a passkey answered. */
export const secondStepForm = z.object({
  code: z.string().default(''),
  herstelcode: z.string().default(''),
  passkey: z.string().default(''),
  naar: z.string().default(''),
});

export const passkeyForm = z.object({ passkey: z.string().default(''), naar: z.string().default('') });

/** The app shows its first code. */
export const appForm = z.object({
  geheim: z.string().default(''),
  code: z.string().default(''),
  naar: z.string().default(''),
});

export const newPasswordForm = z.object({ password: newPassword() });

/** A colleague who gets an account. */
export const inviteForm = z.object({
  name: requiredLine(100, 'Vul de naam in.'),
  email: requiredAddress(),
});

export const HAS_ACCOUNT =
  'Met dit e-mailadres is er al een account. Kan uw collega niet meer inloggen? Gebruik dan ‘Weer binnenlaten’ bij die naam.';

export const WRONG_RECOVERY_CODE =
  'Deze herstelcode klopt niet, of is al eens gebruikt. Kijk of u een typefout hebt gemaakt, of neem de volgende van uw lijst.';

export const WRONG_PASSKEY =
  'Deze passkey hoort niet bij een account van deze site. Probeer het opnieuw, of log in op een andere manier.';

export const PASSKEY_NOT_ADDED =
  'De passkey is niet toegevoegd: het duurde te lang, of hij was er al. Probeer het opnieuw.';

/** What is wrong with a code from the app, in words. */
export function codeProblemText(problem: CodeProblem): string {
  if (typeof problem === 'object') return clockText(problem.minutesOff);
  if (problem === 'malformed') return 'Een code heeft zes cijfers. Typ de code die nu in uw app staat.';
  if (problem === 'used')
    return 'Deze code is al gebruikt. Wacht tot uw app een nieuwe code toont. Dat duurt hooguit een halve minuut.';
  return 'Deze code klopt niet. Kijk in uw app of u de goede code hebt, en typ de code die er nu staat.';
}

function clockText(minutesOff: number): string {
  const minutes = Math.abs(minutesOff) === 1 ? '1 minuut' : `${Math.abs(minutesOff)} minuten`;
  const direction = minutesOff < 0 ? 'achter' : 'voor';
  return `De klok van uw telefoon loopt ${minutes} ${direction} op die van de site. Daarom klopt de code niet. Zet op uw telefoon de tijd op automatisch en typ dan een nieuwe code. Klopt uw telefoon wel? Gebruik dan een herstelcode, en vertel het degene die de site technisch beheert.`;
}

/** For the very first staff member, who says who they are. */
export const firstSetUpForm = z.object({
  name: requiredLine(100, 'Vul uw naam in.'),
  email: requiredAddress(),
  password: newPassword(),
});

/** For who was invited by name and address. */
export const setUpForm = z.object({ password: newPassword() });
