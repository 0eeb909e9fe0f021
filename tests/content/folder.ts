import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';

/** The least that a site needs of its `site.yaml`. */
export const SITE_YAML = `name: Proefbond
description: Een bond die niet bestaat.
postAddress:
  - Postbus 0
menu:
  - label: Artikelen
    to: /artikelen
`;

/** A folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'content-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files in a folder, by their paths in it. */
export function writeFiles(folder: string, files: Record<string, string | Buffer>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
}

/** A content folder with a `site.yaml` and these files. */
export function contentFolder(files: Record<string, string | Buffer> = {}): string {
  const folder = emptyFolder();
  writeFiles(folder, { 'site.yaml': SITE_YAML, ...files });
  return folder;
}

/** Every file below a folder, by its path. */
export function filesIn(folder: string): Record<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path)]));
}

/** An article as a file. What is undefined is left out of its front matter. */
export function articleFile(values: Record<string, string | number | boolean> = {}, body = 'Tekst.'): string {
  const all = { title: 'Een titel', section: 'nieuws', ...values };
  const lines = Object.entries(all).map(([key, value]) => `${key}: ${value}`);
  return `---\n${lines.join('\n')}\n---\n\n${body}\n`;
}

/** A picture of one colour. */
export function picture(width: number, height: number, colour = 'teal'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();
}
