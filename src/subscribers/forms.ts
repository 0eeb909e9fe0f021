import { z } from 'zod';
import { paths } from '../paths.ts';
import { line, lines, requiredAddress } from '../web/field-types.ts';
import { TRAP } from '../web/public-form.ts';
import { REASONS } from './leave.ts';

export const signUpForm = z.object({
  naam: line(100),
  email: requiredAddress(),
  /** The page that the form stood on, for the proof. */
  pagina: z.enum([paths.newsletter(), paths.home()]).catch(paths.newsletter()),
  [TRAP]: z.string().default(''),
});

export const askToLeaveForm = z.object({ email: requiredAddress(), [TRAP]: z.string().default('') });

export const reasonForm = z.object({
  reden: z.enum(REASONS, 'Kies een van de redenen, of sluit deze pagina: u hoeft niets in te vullen.'),
  toelichting: lines(500),
});
