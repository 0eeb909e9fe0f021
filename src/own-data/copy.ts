import { paths } from '../paths.ts';
import { CSV_START, csvRow } from '../tables/write-csv.ts';
import type { OwnData } from './own-data.ts';
import { bounceInWords, deliveryInWords, eventInWords, markOf, stateInWords } from './words.ts';

/** What the copy says besides the data themselves. */
type About = { organisation: string; siteUrl: string; madeAt: string };

/** A copy of everything that we hold of a reader, for people and programs (GDPR art. 15 (3) and 20). */
export function copyAsJson(own: OwnData, about: About): string {
  return `${JSON.stringify(copyOf(own, about), undefined, 2)}\n`;
}

/** The same, as the value that JSON is made of. */
export function copyOf(own: OwnData, about: About) {
  const { reader, story, moves, keptUntil } = own;
  return {
    gemaaktOp: about.madeAt,
    gemaaktDoor: about.organisation,
    emailadres: reader.address,
    naam: reader.name,
    stand: stateInWords(reader.state),
    standSinds: reader.changedAt,
    bijOnsBekendSinds: reader.createdAt,
    bewaardTot: keptUntil ?? null,
    maandenBewaardNaAfmelden: own.proofMonths,
    afmeldlink: about.siteUrl + paths.leave(reader.leaveToken),
    bewijs: story.events.map((event) => ({
      wanneer: event.at,
      wat: eventInWords(event),
      akkoordtekst: event.wording,
      versie: event.wordingVersion,
      kenmerk: markOf(event) ?? null,
    })),
    aanvragen: story.openRequests.map((request) => ({
      wanneer: request.requestedAt,
      pagina: request.form,
      naam: request.name,
      emailadres: request.address,
      mailVerstuurd: request.mailedAt,
      kenmerk: request.messageId,
      linkWerktTot: request.expiresAt,
    })),
    adreswijzigingen: moves.map(({ requestedAt, address, expiresAt }) => ({
      wanneer: requestedAt,
      nieuwAdres: address,
      linkWerktTot: expiresAt,
    })),
    nieuwsbrieven: (story.deliveries ?? []).map((delivery) => ({
      wanneer: delivery.at,
      onderwerp: delivery.subject,
      wat: deliveryInWords(delivery),
    })),
    teruggekomenMail: story.bounces.map((bounce) => ({ wanneer: bounce.at, wat: bounceInWords(bounce) })),
  };
}

/** The same, as a table that opens right in Excel. */
export function copyAsCsv(own: OwnData, about: About): string {
  const { reader, story, moves, keptUntil } = own;
  const proof = story.events.flatMap((event) => {
    const rows = [['Bewijs', eventInWords(event), event.at]];
    if (event.wording !== null) rows.push(['Akkoordtekst', event.wording, event.at]);
    const mark = markOf(event);
    if (mark !== undefined) rows.push(['Kenmerk van de mail', mark, event.at]);
    return rows;
  });
  const requests = story.openRequests.flatMap((request) => [
    ['Aanvraag', `Op de pagina ${request.form}, voor ${request.address}`, request.requestedAt],
    ['Naam bij de aanvraag', request.name, request.requestedAt],
    ['Kenmerk van de mail', request.messageId, request.mailedAt],
  ]);
  const rows = [
    ['Gegeven', 'Waarde', 'Wanneer'],
    ['Kopie gemaakt door', about.organisation, about.madeAt],
    ['E-mailadres', reader.address, ''],
    ['Naam', reader.name, ''],
    ['Stand', stateInWords(reader.state), reader.changedAt],
    ['Bij ons bekend', '', reader.createdAt],
    ['Bewaard tot', '', keptUntil ?? ''],
    ['Maanden bewaard na afmelden', String(own.proofMonths), ''],
    ['Afmeldlink', about.siteUrl + paths.leave(reader.leaveToken), ''],
    ...proof,
    ...requests,
    ...moves.map(({ address, requestedAt }) => ['Verhuizing gevraagd naar', address, requestedAt]),
    ...(story.deliveries ?? []).map((delivery) => [
      'Nieuwsbrief',
      `${delivery.subject}. ${deliveryInWords(delivery)}`,
      delivery.at,
    ]),
    ...story.bounces.map((bounce) => ['Teruggekomen mail', bounceInWords(bounce), bounce.at]),
  ];
  return CSV_START + rows.map(csvRow).join('');
}
