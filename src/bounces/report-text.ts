const decoder = new TextDecoder('utf-8');

/** The content of a part of a mail as text. */
export function textOf(content: ArrayBuffer | Uint8Array | string): string {
  const text = typeof content === 'string' ? content : decoder.decode(content);
  return text.replaceAll('\r\n', '\n').replace(/^\n+/, '');
}

/** The groups of fields that empty lines part from each other (RFC 3464 §2.1), names in lower case. */
export function fieldGroups(text: string): Map<string, string>[] {
  return text
    .split(/\n[ \t]*\n/)
    .map(fields)
    .filter(({ size }) => size > 0);
}

/** The fields of a mail's header, up to the first empty line, names in lower case. The first of a name counts. */
export function headerFields(text: string): Map<string, string> {
  return fields(text.split(/\n[ \t]*\n/, 1)[0] ?? '');
}

function fields(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of text.replaceAll(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name, value] = /^([\w-]+)[ \t]*:(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, value.trim());
  }
  return found;
}

/** The e-mail addresses in a text. */
export function addressesIn(text: string): string[] {
  return text.match(/[^\s<>()[\],;:"']{1,64}@[^\s<>()[\],;:"']{1,255}/g) ?? [];
}

/** The Message-IDs in a text. */
export function idsIn(text: string | undefined): string[] {
  return text?.match(/<[^<>\s]{1,250}@[^<>\s]{1,250}>/g) ?? [];
}
