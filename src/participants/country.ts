const NAMES = new Intl.DisplayNames('nl', { type: 'region' });

/** The countries of ISO 3166-1 by their two letters. */
const CODES =
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
  GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT
  JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
  MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
  QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
  TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`.split(/\s+/);

/** The neighbours come first: most addresses are there. */
const FIRST = ['NL', 'BE', 'DE'];

/** Asking Intl each time would take most of the time of reading a long list. */
const NAME_OF = new Map(CODES.map((code) => [code, NAMES.of(code) ?? code]));

const inDutchOrder = new Intl.Collator('nl').compare;

export type Country = { code: string; name: string };

/** The Dutch name of a country: `België`. */
export function countryName(code: string): string {
  return NAME_OF.get(code) ?? code;
}

/** All countries to choose from: the Netherlands, Belgium and Germany, then the others by name. */
export const COUNTRIES: readonly Country[] = [
  ...FIRST.map(named),
  ...CODES.filter((code) => !FIRST.includes(code))
    .map(named)
    .sort((one, other) => inDutchOrder(one.name, other.name)),
];

/** Whether these two letters are a country. */
export function isCountry(code: string): boolean {
  return COUNTRIES.some((country) => country.code === code);
}

function named(code: string): Country {
  return { code, name: countryName(code) };
}
