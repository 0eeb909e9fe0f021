import { paths } from '../paths.ts';
import * as format from '../templates/format.ts';
import { asEntities, type Html, markHits, trusted } from '../templates/html.ts';
import type { Organisation } from '../templates/organisation.ts';
import type { Templates } from '../templates/template.ts';

/** A page that is ready to be rendered: which view, in which layout, with what. */
export type View = { template: string; layout: string; data: object };

/** A typed handle to a view: data in, a `View` out. The view checker reads its type. */
export type Page<Data extends object> = (data: Data) => View;

/** Declares a page of the public site. `view` is its name below `views/`. */
export function page<Data extends object>(view: string): Page<Data> {
  return (data) => ({ template: view, layout: 'layout/site', data });
}

/** Declares a page of the staff side. */
export function staffPage<Data extends object>(view: string): Page<Data> {
  return (data) => ({ template: view, layout: 'layout/staff', data });
}

/** Declares a page without menu and footer, which needs nothing of the organisation. */
export function barePage<Data extends object>(view: string): Page<Data> {
  return (data) => ({ template: view, layout: 'layout/bare', data });
}

/** A piece of a page that several views share, printed with `it.part(name, data)`. */
export type Partial<Data extends object> = { name: string; data?: Data };

/** Declares a shared piece, so that the view checker knows what it wants. */
export function partial<Data extends object>(view: string): Partial<Data> {
  return { name: view };
}

/** What a view tells its layout about the page as a whole. */
export type Head = {
  /** Required: a page without a title throws. */
  title: string;
  description?: string;
  /** The address that counts, as a path; the page's own when left out. */
  canonical?: string;
  /** Personal pages and search results stay out of search engines. */
  noindex?: boolean;
  /** The picture for social media, as a path; the site's own when left out. */
  picture?: string;
  article?: boolean;
  /** Structured data, made by `jsonLd`. */
  data?: Html;
};

/** What stands around every page: who we are, where we are, who looks. */
export type Frame = {
  organisation: Organisation;
  siteUrl: string;
  /** The path of this page, without its query. */
  path: string;
  /** Only on staff pages. `typed` is what somebody typed before their session ran out, where it fits no form here. */
  staff?: { name: string; typed?: string[] | undefined } | undefined;
  /** What the last form achieved, told once. */
  notice?: Notice | undefined;
};

/** What a form achieved, as a code for the view to put into words, with the ids it needs for an undo. */
export type Notice = { kind: string; id?: string | undefined };

/** What every view finds on `it` besides its own data. */
export type Helpers = {
  head: Head;
  frame: Frame;
  paths: typeof paths;
  format: typeof format;
  /** The address of a file in `public/`, with its fingerprint. */
  asset: (name: string) => string;
  /** A path as an absolute link. */
  url: (path: string) => string;
  entities: (text: string) => Html;
  markHits: (text: string) => Html;
};

/** Renders pages: the body first, so that it can fill in the head, then the layout around it. */
export type Renderer = { page: (view: View, frame: Frame) => string };

/** Builds the renderer. `asset` turns a name in `public/` into its address. */
export function createRenderer(templates: Templates, asset: (name: string) => string): Renderer {
  return { page };

  function page(view: View, frame: Frame): string {
    const helpers = helpersFor(frame);
    const body = trusted(templates(view.template)({ ...helpers, ...view.data }));
    if (helpers.head.title === '') throw new Error(`The view ${view.template} sets no title`);
    return templates(view.layout)({ ...helpers, body });
  }

  function helpersFor(frame: Frame): Helpers & { part: (name: string, data: object) => Html } {
    const helpers = {
      head: { title: '' },
      frame,
      paths,
      format,
      asset,
      url: (path: string) => frame.siteUrl + path,
      entities: asEntities,
      markHits,
      part: (name: string, data: object) => trusted(templates(name)({ ...helpers, ...data })),
    };
    return helpers;
  }
}
