import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { PROGRAM } from '../../src/services.ts';

const OPENING_CONTENT = join(PROGRAM, 'content');

type Choice = {
  /** Which of the opening articles; none when left out, which starts a good deal faster. */
  articles?: string[];
  /** Also the pictures. The manifest needs them. */
  pictures?: boolean;
  /** Changes what `site.yaml` says. */
  site?: (yaml: string) => string;
};

/** A content folder with a part of the opening content. Gone when the test ends. */
export function contentFolder({
  articles = [],
  pictures = false,
  site = (yaml) => yaml,
}: Choice = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'content-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(OPENING_CONTENT, 'pages'), join(folder, 'pages'), { recursive: true });
  if (pictures) cpSync(join(OPENING_CONTENT, 'images'), join(folder, 'images'), { recursive: true });
  mkdirSync(join(folder, 'articles'));
  for (const slug of articles)
    cpSync(join(OPENING_CONTENT, articleFile(slug)), join(folder, articleFile(slug)));
  writeFileSync(join(folder, 'site.yaml'), site(readFileSync(join(OPENING_CONTENT, 'site.yaml'), 'utf8')));
  return folder;
}

function articleFile(slug: string): string {
  return join('articles', `${slug}.md`);
}
