import { foldForSearch } from '../database/search-text.ts';
import { paths } from '../paths.ts';
import { readForm, withError } from '../web/form.ts';
import { download, invalid, type StreamReply, seeOther } from '../web/reply.ts';
import type { StaffRoutes, UploadVisit } from '../web/staff-routes.ts';
import type { View } from '../web/view.ts';
import { MEDIA_TYPES, type MeetingDocument, MOST_MEGABYTES } from './document.ts';
import type { AddOutcome, Documents, OpenDocument } from './documents.ts';
import { documentForm } from './forms.ts';
import type { Meeting } from './meeting.ts';
import type { Meetings } from './meetings.ts';

type Deps = {
  meetings: Pick<Meetings, 'byId'>;
  documents: Documents;
  /** The page of a meeting with a form for a document that failed. */
  pageOf: (meeting: Meeting, form: Form) => View;
};
type Form = ReturnType<typeof withError>;

const MESSAGES: Record<Exclude<AddOutcome['outcome'], 'added'>, string> = {
  'too-large': `Dit bestand is groter dan ${MOST_MEGABYTES} MB. Maak het kleiner: bewaar het in Word of Acrobat als PDF met kleine beelden.`,
  'wrong-type':
    'Dit is geen PDF en geen Word-bestand (.docx) zonder macro’s. Open het bestand in Word en bewaar het als PDF.',
  'too-many': 'Bij deze bijeenkomst staan al veertig stukken. Haal er eerst een weg.',
};

/** Documents of a meeting, as staff add them and take them away. */
export function documentAdminRoutes(staff: StaffRoutes, { meetings, documents, pageOf }: Deps): void {
  staff.upload(paths.staff.addMeetingDocument(':id'), 'nobody', (visit) => {
    const meeting = meetings.byId(String(visit.request.params.id));
    if (meeting === undefined) return undefined;
    const form = formWithProblem(meeting.id, visit);
    return form ? invalid(pageOf(meeting, form)) : backTo(meeting.id, 'document-added');
  });

  staff.get(paths.staff.meetingDocument(':id', ':document'), 'nobody', ({ request }) => {
    const found = documents.open(String(request.params.id), String(request.params.document));
    return found && documentReply(found, false);
  });

  staff.post(paths.staff.removeMeetingDocument(':id', ':document'), 'nobody', ({ request }) => {
    const [id, document] = [String(request.params.id), String(request.params.document)];
    if (!documents.remove(id, document)) return undefined;
    return backTo(id, 'document-removed', `${id}/${document}`);
  });

  staff.post(paths.staff.restoreMeetingDocument(':id', ':document'), 'nobody', ({ request }) => {
    const [id, document] = [String(request.params.id), String(request.params.document)];
    return documents.restore(id, document) ? backTo(id, 'document-restored') : undefined;
  });

  /** Adds the document; what is in its way comes back as the form to show again. */
  function formWithProblem(meetingId: string, { body, file }: UploadVisit): Form | undefined {
    const read = readForm(documentForm, body);
    if (!read.ok) return read.form;
    if (file === undefined) return withError(body, 'bestand', 'Kies het bestand.');
    const { soort: kind, naam: title } = read.value;
    const bytes = Buffer.from(file.bytes);
    const { outcome } = documents.add(meetingId, { kind, title, fileName: file.name, bytes });
    return outcome === 'added' ? undefined : withError(body, 'bestand', MESSAGES[outcome]);
  }
}

/** A document as a file to keep: never shown as a page of the site, whatever is in it. */
export function documentReply({ document, read }: OpenDocument, isPublic: boolean): StreamReply {
  const reply = download(fileNameOf(document), MEDIA_TYPES[document.type], read());
  return {
    ...reply,
    headers: {
      ...reply.headers,
      'Content-Length': String(document.bytes),
      'Content-Security-Policy': "default-src 'none'; sandbox",
      ...(!isPublic && { 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' }),
    },
  };
}

function fileNameOf({ title, type }: MeetingDocument): string {
  const name = foldForSearch(title)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `${name.slice(0, 80) || 'document'}.${type}`;
}

function backTo(id: string, kind: string, about?: string) {
  return seeOther(`${paths.staff.meeting(id)}#stukken`, { kind, id: about });
}
