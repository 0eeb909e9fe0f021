import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Clock, DAY } from '../clock.ts';
import { newId, type Randomness } from '../secrets.ts';
import { pastTerm, TERMS } from '../terms.ts';
import { type DocumentKind, documentTypeOf, type MeetingDocument, MOST_MEGABYTES } from './document.ts';
import type { DocumentStore } from './document-store.ts';

export type DocumentsDeps = {
  store: DocumentStore;
  /** `DATA_DIR/uploads/documents`. */
  folder: string;
  clock: Clock;
  randomness: Randomness;
  inTransaction: <Result>(work: () => Result) => Result;
};

/** A file that staff chose: what it is for, and what it is called in the list (its own name when left out). */
export type NewDocument = { kind: DocumentKind; title: string; fileName: string; bytes: Buffer };

export type AddOutcome =
  | { outcome: 'added'; document: MeetingDocument }
  | { outcome: 'too-large' | 'wrong-type' | 'too-many' };

/** A document with its bytes, to be sent on. */
export type OpenDocument = { document: MeetingDocument; read: () => AsyncIterable<Uint8Array> };

/** A file without a row is of an upload that failed, unless it is that new. */
const KEEP_NAMELESS = DAY;
const MOST_DOCUMENTS = 40;
const LONGEST_TITLE = 150;

/** The documents of meetings: what to read before, and the minutes after. Their bytes lie in a folder of their own. */
export type Documents = ReturnType<typeof createDocuments>;

export function createDocuments({ store, folder, clock, randomness, inTransaction }: DocumentsDeps) {
  return { of: store.of, open, add, remove, restore, removeOld };

  /** A document of this meeting with its bytes, or undefined where there is none. */
  function open(meetingId: string, id: string): OpenDocument | undefined {
    const document = store.byId(id);
    if (document?.meetingId !== meetingId) return undefined;
    const file = join(folder, document.file);
    return existsSync(file) ? { document, read: () => createReadStream(file) } : undefined;
  }

  /** Keeps a file with a meeting. The file comes first, then the row that names it. */
  function add(meetingId: string, { kind, title, fileName, bytes }: NewDocument): AddOutcome {
    if (bytes.length > MOST_MEGABYTES * 1024 * 1024) return { outcome: 'too-large' };
    const type = documentTypeOf(bytes);
    if (type === undefined) return { outcome: 'wrong-type' };
    return inTransaction(() => {
      if (store.count(meetingId) >= MOST_DOCUMENTS) return { outcome: 'too-many' };
      const id = newId(randomness);
      const document: MeetingDocument = {
        ...{ id, meetingId, kind, type, bytes: bytes.length, file: `${id}.${type}` },
        title: title || titleFrom(fileName),
        addedAt: clock().toISOString(),
      };
      write(document.file, bytes);
      store.insert(document);
      return { outcome: 'added', document };
    });
  }

  /** Takes a document away. That can be undone for 30 days. */
  function remove(meetingId: string, id: string): boolean {
    return store.setRemoved(meetingId, id, clock().toISOString());
  }

  /** Puts a document back that was taken away. */
  function restore(meetingId: string, id: string): boolean {
    return store.setRemoved(meetingId, id, null);
  }

  /** Forgets what was taken away more than 30 days ago, and removes the files that no row names (any more). */
  function removeOld(): void {
    store.removeOld(pastTerm(TERMS.removedDocument, clock()));
    if (!existsSync(folder)) return;
    const named = new Set(store.files());
    const since = clock().getTime() - KEEP_NAMELESS;
    for (const file of readdirSync(folder).filter((name) => !named.has(name))) {
      if (statSync(join(folder, file)).mtimeMs < since) rmSync(join(folder, file), { force: true });
    }
  }

  function write(file: string, bytes: Buffer): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `.${file}`), bytes, { flush: true });
    renameSync(join(folder, `.${file}`), join(folder, file));
  }
}

/** The last part of a file's name, without its extension and what can't be read. */
function titleFrom(fileName: string): string {
  const name = fileName.split(/[/\\]/).at(-1) ?? '';
  const readable = name
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '')
    .replaceAll(/[_\s]+/g, ' ')
    .trim();
  return readable.normalize('NFC').slice(0, LONGEST_TITLE).toWellFormed() || 'Document';
}
