import { copyOf } from '../own-data/copy.ts';
import { bounceInWords, deliveryInWords, eventInWords, markOf, stateInWords } from '../own-data/words.ts';
import { dateTime, longDate } from '../templates/format.ts';
import type { Chapter } from './chapter.ts';
import type { Inspection, ReaderHeld } from './gathering.ts';

/** What a paper and a copy say besides the data themselves. */
export type About = { organisation: string; siteUrl: string; madeAt: string };

const REQUESTS: Record<string, string> = {
  'sign-up': 'U vroeg de nieuwsbrief aan',
  'leave-link': 'U vroeg om de link om u af te melden',
  'own-data': 'U vroeg om de link naar uw gegevens',
  move: 'U vroeg om de nieuwsbrief op een ander adres',
};

const SUPPRESSIONS: Record<string, string> = {
  left: 'u had zich afgemeld',
  removed: 'uw gegevens zijn eerder gewist',
  bounced: 'mail op dit adres kwam terug',
  imported: 'u stond op een overgenomen lijst van adressen die geen nieuwsbrief mogen krijgen',
};

/** What is held of somebody as a reader of the newsletter. */
export function readerChapters(inspection: Inspection, about: About): Chapter[] {
  return [
    ...inspection.readers.flatMap((held) => ofReader(held, about)),
    openRequests(inspection),
    suppressions(inspection),
    readerLists(inspection),
    unrecognised(inspection),
  ];
}

function ofReader({ own, restrictedAt }: ReaderHeld, about: About): Chapter[] {
  const { reader, story, moves, keptUntil } = own;
  const deliveries = story.deliveries ?? [];
  return [
    {
      key: 'nieuwsbrief',
      title: 'U als lezer van de nieuwsbrief',
      data: { ...copyOf(own, about), gebruikBeperktSinds: restrictedAt ?? null },
      lines: [
        { term: 'E-mailadres', text: reader.address },
        { term: 'Naam', text: reader.name || 'niet opgegeven' },
        { term: 'Stand', text: `${stateInWords(reader.state)}, sinds ${longDate(reader.changedAt)}` },
        { term: 'Bij ons bekend', text: `sinds ${longDate(reader.createdAt)}` },
        ...(keptUntil ? [{ term: 'Bewaard tot', text: longDate(keptUntil) }] : []),
        ...(restrictedAt ? [{ term: 'Niet gebruiken', text: `sinds ${longDate(restrictedAt)}` }] : []),
        { term: 'Afmeldlink', text: 'Een code van u alleen, die in elke nieuwsbrief aan u staat' },
      ],
    },
    {
      key: 'bewijs',
      title: 'Het bewijs van uw inschrijving en afmelding',
      data: undefined,
      lines: [
        ...story.events.map((event) => ({
          ...{ term: dateTime(event.at), text: eventInWords(event), code: markOf(event) },
          quote: event.wording ?? undefined,
        })),
        ...story.openRequests.map(({ requestedAt, form, address, name, messageId }) => ({
          term: dateTime(requestedAt),
          text: `U vroeg de nieuwsbrief aan op de pagina ${form}, voor ${[name, address].filter(Boolean).join(', ')}. Dat is nog niet bevestigd.`,
          code: messageId,
        })),
        ...moves.map(({ requestedAt, address }) => ({
          term: dateTime(requestedAt),
          text: `U vroeg om de nieuwsbrief op ${address}.`,
        })),
      ],
    },
    {
      key: 'nieuwsbrieven',
      title: 'Nieuwsbrieven aan u',
      data: undefined,
      lines: deliveries.map((delivery) => ({
        ...{ term: dateTime(delivery.at), text: delivery.subject, code: deliveryInWords(delivery) },
      })),
    },
    {
      key: 'teruggekomen',
      title: 'Mail die terugkwam',
      data: undefined,
      lines: story.bounces.map((bounce) => ({ term: dateTime(bounce.at), text: bounceInWords(bounce) })),
    },
  ];
}

function openRequests({ newsletter: { requests } }: Inspection): Chapter {
  return {
    key: 'aanvragenInBehandeling',
    title: 'Wat u net vroeg',
    data: requests.map(({ kind, address, name, form, requestedAt }) => ({
      ...{ wanneer: requestedAt, wat: REQUESTS[kind], pagina: form, naam: name, emailadres: address },
    })),
    lines: requests.map(({ kind, address, requestedAt }) => ({
      term: dateTime(requestedAt),
      text: `${REQUESTS[kind]}, voor ${address}.`,
    })),
  };
}

function suppressions({ newsletter }: Inspection): Chapter {
  const rows = newsletter.suppressions.map(({ reason, since }) => ({
    wanneer: since,
    waarom: SUPPRESSIONS[reason] ?? '',
  }));
  return {
    key: 'kenmerk',
    title: 'Kenmerk om u niet opnieuw in te schrijven',
    data: rows,
    lines: rows.map(({ wanneer, waarom }) => ({
      term: longDate(wanneer),
      text: `Een code van uw e-mailadres, waaruit dat niet is af te lezen: ${waarom}.`,
    })),
  };
}

function readerLists({ readerLists: rows }: Inspection): Chapter {
  return listRows('lijstenVanLezers', 'Lijsten van lezers waar u op stond', rows);
}

/** Rows of lists that were read in. What stood in them is there only until it was used. */
export function listRows(key: string, title: string, rows: Inspection['readerLists']): Chapter {
  return {
    ...{ key, title },
    data: rows.map(({ fileName, at, cells }) => ({ wanneer: at, bestand: fileName, regel: cells })),
    lines: rows.map(({ fileName, at, cells }) => ({
      term: dateTime(at),
      text: `Een medewerker las ‘${fileName}’ in.`,
      quote: cells.filter(Boolean).join(' · ') || undefined,
    })),
  };
}

function unrecognised({ unrecognised: rows }: Inspection): Chapter {
  return {
    key: 'berichtenOverMail',
    title: 'Berichten over mail aan u, die een medewerker bekijkt',
    data: rows.map(({ at, sender, subject, text }) => ({
      ...{ wanneer: at, van: sender, onderwerp: subject, tekst: text },
    })),
    lines: rows.map(({ at, sender, subject }) => ({
      ...{ term: dateTime(at), text: subject, code: `Van ${sender}` },
    })),
  };
}
