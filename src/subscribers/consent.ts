/**
 * The words that a person agrees to by pressing the button of the sign-up form. The form prints them
 * and the proof keeps them: a change here is a new version by itself.
 */
export const CONSENT_WORDING =
  'Ik wil de nieuwsbrief van de Sociale Alliantie ontvangen. De Sociale Alliantie mag mijn naam en e-mailadres daarvoor bewaren. Ik kan mij altijd weer afmelden.';
