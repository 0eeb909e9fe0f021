import type { PictureFiles } from '../pictures/pictures.ts';
import { type Html, trusted } from '../templates/html.ts';

/** As wide as the column of a mail, in pixels. */
export const COLUMN = 552;

const SHARE = { width: 1200, height: 630 };

/** A picture as a text in a mail shows it: a JPEG with a whole address, no wider than the column. */
export function pictureForMail(picture: PictureFiles, siteUrl: string): PictureFiles {
  const own = picture.mail === undefined ? SHARE : picture;
  const width = Math.min(COLUMN, own.width);
  const height = Math.max(1, Math.round((own.height * width) / own.width));
  return { ...picture, large: siteUrl + (picture.mail ?? picture.share), width, height };
}

/**
 * HTML of our own Markdown as mail programs take it: whole addresses, plain tables, no ids and no jumping
 * within the text, which few of them can do. Our renderer escapes `<` and `>` wherever they mean nothing, so
 * that what is between these two is a tag.
 */
export function htmlForMail(html: string, siteUrl: string): Html {
  return trusted(
    html
      .replaceAll(/\s*<a [^>]*class="footnote-backref"[^>]*>[^<]*<\/a>/g, '')
      .replaceAll(/<a href="#[^>]*>([^<]*)<\/a>/g, '$1')
      .replaceAll(/<section class="table-scroll"[^>]*>\s*<table>/g, '<table class="data">')
      .replaceAll(/<\/table>\s*<\/section>/g, '</table>')
      .replaceAll(/<(\/?)section[^>]*>/g, '<$1div>')
      .replaceAll(/<[a-z][^>]*>/g, (tag) => tagForMail(tag, siteUrl)),
  );
}

function tagForMail(tag: string, siteUrl: string): string {
  return tag
    .replaceAll(/ (?:id|class|srcset|sizes|loading|rel|scope)="(?!data")[^"]*"/g, '')
    .replace(/ data-align="/, ' align="')
    .replace(/ (href|src)="([^"]*)"/, (_, name, address) => ` ${name}="${wholeAddress(address, siteUrl)}"`);
}

/** An address as it is found from anywhere; what can't be read as one is left as it is. `&` stays escaped. */
export function wholeAddress(address: string, siteUrl: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
  return URL.parse(address, `${siteUrl}/`)?.href ?? address;
}
