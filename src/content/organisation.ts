import { isDeepStrictEqual } from 'node:util';
import type { Pictures } from '../pictures/pictures.ts';
import { type Organisation, organisationSchema } from '../templates/organisation.ts';
import { withoutNulls } from './files.ts';
import type { ContentStore } from './store.ts';

/** The organisation's own things (`content/site.yaml`). */
export type OrganisationContent = ReturnType<typeof createOrganisationContent>;

export function createOrganisationContent({ store, pictures }: { store: ContentStore; pictures: Pictures }) {
  let kept: { version: number; organisation: Organisation } | undefined;
  return { read, written, save };

  /**
   * The organisation as the pages and mails need it: each logo is the name of a file for `paths.picture`.
   *
   * @throws when no `site.yaml` has come in yet, which the first start sees to.
   */
  function read(): Organisation {
    const version = store.version();
    if (kept?.version !== version) kept = { version, organisation: withLogoFiles(known()) };
    return kept.organisation;
  }

  /** The organisation as its file says; undefined until one has come in. */
  function written(): Organisation | undefined {
    const json = store.organisation();
    return json === undefined ? undefined : withoutNulls(organisationSchema.parse(JSON.parse(json)));
  }

  /** Takes over what the file says. Its logos have to be here. */
  function save(organisation: Organisation): 'added' | 'updated' | 'unchanged' {
    const here = written();
    const filed = withoutNulls(organisation);
    if (isDeepStrictEqual(here, filed)) return 'unchanged';
    store.putOrganisation(JSON.stringify(filed));
    return here === undefined ? 'added' : 'updated';
  }

  function known(): Organisation {
    const organisation = written();
    if (organisation === undefined) throw new Error('No site.yaml has been imported yet');
    return organisation;
  }

  function withLogoFiles(organisation: Organisation): Organisation {
    const file = (logo: string | null | undefined) => logo && pictures.smallest(logo);
    return {
      ...organisation,
      logo: file(organisation.logo),
      partners: organisation.partners.map((partner) => ({ ...partner, logo: file(partner.logo) })),
    };
  }
}
