import { paths } from '../paths.ts';
import { type Html, jsonLd } from '../templates/html.ts';
import { type Meeting, placeLines } from './meeting.ts';

/** A meeting for search engines (schema.org): what is known and no more. `holder` is the organisation's name. */
export function meetingData(meeting: Meeting, holder: string, siteUrl: string): Html {
  const { slug, title, summary, startsAt, endsAt, state } = meeting;
  const url = siteUrl + paths.meeting(slug);
  return jsonLd({
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: title,
    ...(summary && { description: summary }),
    startDate: startsAt,
    endDate: endsAt,
    eventStatus: `https://schema.org/${state === 'cancelled' ? 'EventCancelled' : 'EventScheduled'}`,
    inLanguage: 'nl',
    url,
    ...(placeLines(meeting).length > 0 && { location: placeOf(meeting) }),
    organizer: { '@type': 'Organization', name: holder, url: siteUrl + paths.home() },
  });
}

function placeOf({ placeName, street, houseNumber, postcode, town }: Meeting): object {
  const streetAddress = [street, houseNumber].filter(Boolean).join(' ');
  return {
    '@type': 'Place',
    ...(placeName && { name: placeName }),
    address: {
      '@type': 'PostalAddress',
      ...(streetAddress && { streetAddress }),
      ...(postcode && { postalCode: postcode }),
      ...(town && { addressLocality: town }),
    },
  };
}
