import { z } from 'zod';
import { namesInZip } from '../tables/unpack.ts';

/** What people read before a meeting, and the minutes that come after. */
export const DOCUMENT_KINDS = ['before', 'minutes'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const DOCUMENT_TYPES = ['pdf', 'docx'] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** A document of a meeting. `file` is its name in the folder of documents, `bytes` its size. */
export const meetingDocument = z.object({
  id: z.string(),
  meetingId: z.string(),
  kind: z.enum(DOCUMENT_KINDS),
  title: z.string(),
  type: z.enum(DOCUMENT_TYPES),
  bytes: z.number(),
  file: z.string(),
  addedAt: z.string(),
});
export type MeetingDocument = z.infer<typeof meetingDocument>;

/** The most that a document may be: it has to come in on a phone too. */
export const MOST_MEGABYTES = 10;

/** The media types of RFC 8118 and of Office Open XML (ECMA-376). */
export const MEDIA_TYPES: Record<DocumentType, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** What a file is, by what it holds and not by its name; undefined for anything but a PDF, or a Word file without macros. */
export function documentTypeOf(bytes: Buffer): DocumentType | undefined {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'pdf';
  const names = namesIn(bytes);
  const isWord = names.includes('[Content_Types].xml') && names.includes('word/document.xml');
  return isWord && !names.some((name) => /vbaproject/i.test(name)) ? 'docx' : undefined;
}

function namesIn(bytes: Buffer): string[] {
  try {
    return namesInZip(bytes);
  } catch {
    return [];
  }
}
