import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A caught mail as the built-in mailbox shows it. `id` is its file's name without `.eml`. */
export type CaughtMail = {
  id: string;
  date: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: { name: string; value: string }[];
};

const ID = /^[0-9a-z-]{10,80}$/;

/** Writes a whole message as a file that appears at once. Returns its name. */
export async function catchMail(folder: string, message: Buffer): Promise<string> {
  await mkdir(folder, { recursive: true });
  const moment = new Date().toISOString().replace(/[^0-9]/g, '');
  const file = `${moment}-${randomBytes(6).toString('hex')}.eml`;
  await writeFile(join(folder, `.${file}`), message);
  await rename(join(folder, `.${file}`), join(folder, file));
  return file;
}

/** The newest caught mails first, at most `most`. */
export async function listCaughtMails(folder: string, most: number): Promise<CaughtMail[]> {
  const names = await readdir(folder).catch(() => []);
  const newest = names
    .filter((name) => /^[^.].*\.eml$/.test(name))
    .sort()
    .reverse()
    .slice(0, most);
  const mails = await Promise.all(
    newest.map((name) => readCaughtMail(folder, name.slice(0, -'.eml'.length))),
  );
  return mails.filter((mail) => mail !== undefined);
}

/** One caught mail, or undefined where there is none of that name. */
export async function readCaughtMail(folder: string, id: string): Promise<CaughtMail | undefined> {
  if (!ID.test(id)) return undefined;
  const source = await readFile(join(folder, `${id}.eml`)).catch(() => undefined);
  if (source === undefined) return undefined;
  // Read only when somebody looks: a start has no need of it.
  const { default: PostalMime } = await import('postal-mime');
  const mail = await PostalMime.parse(source);
  return {
    id,
    date: mail.date ?? new Date(0).toISOString(),
    to: mail.to?.map((recipient) => recipient.address ?? '').join(', ') ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
  };
}
