import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { LedgerKind } from '../ledger/entry.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Meeting } from '../meetings/meeting.ts';
import { placeLines } from '../meetings/meeting.ts';
import type { Meetings } from '../meetings/meetings.ts';
import { ENVELOPES } from '../paper/envelope.ts';
import { LABEL_SHEETS, labelsOn } from '../paper/label-sheet.ts';
import { labelsFile, labelTestFile } from '../paper/labels.ts';
import { envelopeTestFile, lettersFile } from '../paper/letters.ts';
import { paths } from '../paths.ts';
import type { Sheets } from '../pdf/sheet.ts';
import { knownDate, shortDate } from '../templates/format.ts';
import type { Organisation } from '../templates/organisation.ts';
import { blankForm, type Form, readForm, withError } from '../web/form.ts';
import { download, invalid, page, seeOther } from '../web/reply.ts';
import type { StaffRoutes, Visit } from '../web/staff-routes.ts';
import { dayOf, labelPrintForm, letterPrintForm, textForm } from './forms.ts';
import type { Invitations } from './invitations.ts';
import * as pages from './pages.ts';
import type { Addressed } from './paperwork.ts';
import { whenInWords } from './words.ts';

export type PaperRoutesDeps = {
  invitations: Invitations;
  meetings: Meetings;
  ledger: Pick<Ledger, 'record'>;
  sheets: Sheets;
  clock: Clock;
  config: Pick<Config, 'siteUrl'>;
  content: { organisation: () => Organisation };
};

const NOBODY =
  'Er is nu niemand om een brief voor te maken. Kies bij ‘Voor wie’ iedereen, of zet eerst mensen op de lijst.';

const FRESH = { fresh: true };

/** Letters and labels for who has no mail. */
export function invitationPaperRoutes(staff: StaffRoutes, deps: PaperRoutesDeps): void {
  const { invitations, meetings, ledger, sheets, clock, config, content } = deps;
  const { mailing, paperwork } = invitations;

  staff.get(paths.staff.invitationPaper(':id'), 'participant.letters', (visit) => {
    const meeting = meetingOf(visit);
    return meeting && shown(meeting, {});
  });

  staff.post(paths.staff.invitationPaper(':id'), 'participant.letters', (visit) => {
    const meeting = meetingOf(visit);
    if (meeting === undefined) return undefined;
    const read = readForm(textForm, visit.body);
    if (!read.ok) return shown(meeting, { textForm: read.form });
    mailing.saveText(meeting.id, 'letter', { subject: read.value.onderwerp, body: read.value.tekst });
    return { reply: seeOther(paths.staff.invitationPaper(meeting.id), { kind: 'text-kept' }), persons: [] };
  });

  staff.get(
    paths.staff.invitationLetters(':id'),
    'participant.letters',
    (visit) => {
      const meeting = meetingOf(visit);
      if (meeting === undefined) return undefined;
      const read = readForm(letterPrintForm, typedIn(visit));
      if (!read.ok) return shown(meeting, { letterForm: read.form });
      const { envelop, voor, rechts, omlaag } = read.value;
      const envelope = ENVELOPES.find(({ code }) => code === envelop) ?? ENVELOPES[0];
      const groups = paperwork.addressed(meeting, voor === 'alle' ? 'all' : 'new');
      if (envelope === undefined) return undefined;
      if (groups.length === 0) {
        return shown(meeting, { letterForm: withError(typedIn(visit), '', NOBODY) });
      }
      const letters = groups.map((group) =>
        paperwork.letter(group, (token) => config.siteUrl + paths.invitation(token)),
      );
      const run = { ...letterText(meeting), envelope, offset: { x: rechts, y: omlaag }, letters };
      const persons = personsIn(groups);
      if (!recorded(visit, 'letters', meeting, persons)) return undefined;
      return { reply: file('brieven', lettersFile(sheets, run)), persons };
    },
    FRESH,
  );

  staff.get(
    paths.staff.invitationLabels(':id'),
    'participant.labels',
    (visit) => {
      const meeting = meetingOf(visit);
      if (meeting === undefined) return undefined;
      const read = readForm(labelPrintForm, typedIn(visit));
      if (!read.ok) return shown(meeting, { labelForm: read.form });
      const { vel, etiketvoor, vanaf, etiketrechts, etiketomlaag } = read.value;
      const sheet = LABEL_SHEETS.find(({ code }) => code === vel) ?? LABEL_SHEETS[0];
      if (sheet !== undefined && vanaf > labelsOn(sheet)) {
        const message = `Dit vel heeft ${labelsOn(sheet)} etiketten. Kies een lager nummer.`;
        return shown(meeting, { labelForm: withError(typedIn(visit), 'vanaf', message) });
      }
      const groups = paperwork.addressed(meeting, etiketvoor === 'alle' ? 'all' : 'new');
      if (sheet === undefined) return undefined;
      if (groups.length === 0) {
        return shown(meeting, { labelForm: withError(typedIn(visit), '', NOBODY) });
      }
      const labels = groups.map(({ lines }) => lines);
      const offset = { x: etiketrechts, y: etiketomlaag };
      const run = { ...head(meeting), sheet, start: vanaf, offset, labels };
      const persons = personsIn(groups);
      if (!recorded(visit, 'labels', meeting, persons)) return undefined;
      return { reply: file('etiketten', labelsFile(sheets, run)), persons };
    },
    FRESH,
  );

  staff.get(paths.staff.envelopeTest(':id'), 'participant.letters', (visit) => {
    const meeting = meetingOf(visit);
    if (meeting === undefined) return undefined;
    const read = readForm(letterPrintForm, typedIn(visit));
    if (!read.ok) return shown(meeting, { letterForm: read.form });
    const { envelop, rechts, omlaag } = read.value;
    const envelope = ENVELOPES.find(({ code }) => code === envelop) ?? ENVELOPES[0];
    if (envelope === undefined) return undefined;
    const run = { ...head(meeting), envelope, offset: { x: rechts, y: omlaag } };
    return { reply: file('proef-venster', envelopeTestFile(sheets, run)), persons: [] };
  });

  staff.get(paths.staff.labelTest(':id'), 'participant.labels', (visit) => {
    const meeting = meetingOf(visit);
    if (meeting === undefined) return undefined;
    const read = readForm(labelPrintForm, typedIn(visit));
    if (!read.ok) return shown(meeting, { labelForm: read.form });
    const { vel, etiketrechts, etiketomlaag } = read.value;
    const sheet = LABEL_SHEETS.find(({ code }) => code === vel) ?? LABEL_SHEETS[0];
    if (sheet === undefined) return undefined;
    const run = { ...head(meeting), sheet, offset: { x: etiketrechts, y: etiketomlaag } };
    return { reply: file('proef-etiketten', labelTestFile(sheets, run)), persons: [] };
  });

  staff.post(paths.staff.lettersSent(':id'), 'participant.posted', (visit) => {
    const meeting = meetingOf(visit);
    if (meeting === undefined) return undefined;
    const persons = personsIn(paperwork.addressed(meeting, 'new'));
    const sent = paperwork.markSent(meeting);
    const notice = sent === 0 ? { kind: 'no-letters' } : { kind: 'letters-sent', id: String(sent) };
    return { reply: seeOther(paths.staff.invitations(meeting.id), notice), persons };
  });

  /** No file with people in it is made without its row in the ledger, and none for nothing. */
  function recorded({ staff }: Visit, kind: LedgerKind, { id, title }: Meeting, participantIds: string[]) {
    const activity = { meetingId: id, title };
    return ledger.record({ kind, activity, staff, participantIds }) === 'recorded';
  }

  function meetingOf({ request }: Visit): Meeting | undefined {
    return meetings.byId(String(request.params.id));
  }

  function shown(meeting: Meeting, forms: { textForm?: Form; letterForm?: Form; labelForm?: Form }) {
    const { subject, body } = mailing.textOf(meeting, 'letter');
    const all = paperwork.addressed(meeting, 'all');
    const { canPrint } = sheets(head(meeting));
    const unprintable = all.filter(({ lines }) => !lines.every(canPrint));
    const view = pages.paper({
      meeting,
      textForm: blankForm({ onderwerp: subject, tekst: body }),
      letterForm: blankForm({ envelop: ENVELOPES[0]?.code ?? '', voor: 'nieuw' }),
      labelForm: blankForm({ vel: LABEL_SHEETS[0]?.code ?? '', etiketvoor: 'nieuw', vanaf: '1' }),
      ...forms,
      envelopes: ENVELOPES.map(({ code, name }) => ({ value: code, label: name })),
      sheets: LABEL_SHEETS,
      fresh: paperwork.addressed(meeting, 'new').length,
      all: all.length,
      unprintable: unprintable.map(({ lines }) => lines[0] ?? ''),
    });
    const failed = Object.keys(forms).length > 0;
    return { reply: failed ? invalid(view) : page(view), persons: personsIn(unprintable) };
  }

  function head(meeting: Meeting) {
    return {
      title: meeting.title,
      organisation: content.organisation().name,
      madeAt: clock().toISOString(),
    };
  }

  function letterText(meeting: Meeting) {
    const { subject, body } = mailing.textOf(meeting, 'letter');
    const { name, postAddress, phone } = content.organisation();
    const until = meeting.replyBy === '' ? '' : `Doe dit uiterlijk op ${knownDate(meeting.replyBy)}. `;
    const place = placeLines(meeting).join(', ');
    return {
      ...head(meeting),
      sender: [name, ...postAddress, ...(phone ? [phone] : [])],
      date: shortDate(clock().toISOString()),
      subject,
      paragraphs: body.split(/\n\s*\n/).map((paragraph) => paragraph.replaceAll(/\s+/g, ' ').trim()),
      facts: [
        { term: 'Wat', text: meeting.title },
        { term: 'Wanneer', text: whenInWords(meeting) },
        ...(place === '' ? [] : [{ term: 'Waar', text: place }]),
      ],
      answer: {
        title: 'Laat ons weten of u komt',
        sentences: [
          `${until}Richt de camera van uw telefoon op het vierkant. Of ga naar de website hieronder en typ de code.`,
          ...(phone ? [`Liever bellen? ${phone}`] : []),
        ],
        address: config.siteUrl.replace(/^https?:\/\/(?:www\.)?/, '') + paths.invitationCode(),
      },
      closing: ['Met vriendelijke groet,', name],
    };
  }

  function file(name: string, body: AsyncIterable<Uint8Array>) {
    return download(`${name}-${dayOf(clock())}.pdf`, 'application/pdf', body);
  }
}

function personsIn(groups: Addressed[]): string[] {
  return groups.flatMap(({ people }) => people.map(({ id }) => id));
}

/** What stands in the address of a file, as a form. */
function typedIn({ request }: Visit): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
