import { z } from 'zod';
import { line, requiredAddress } from '../web/field-types.ts';
import { TRAP } from '../web/public-form.ts';

export const askForm = z.object({ email: requiredAddress(), [TRAP]: z.string().default('') });

export const nameForm = z.object({ naam: line(100) });

export const addressForm = z.object({ email: requiredAddress() });

/** What only the rules could find. */
export const SAME_ADDRESS = 'Dit is het adres waarop u de nieuwsbrief al krijgt. Vul het nieuwe adres in.';
