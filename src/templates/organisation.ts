import { z } from 'zod';

const oneLine = z.string().trim().min(1);
const webAddress = z.url({ protocol: /^https?$/ });
const picture = z.string().regex(/^[\w-]+\.(?:png|jpe?g|webp|svg)$/, 'must be a file name in content/images');

/** The shape of `content/site.yaml`: what is left out there is left out on the pages. */
export const organisationSchema = z.strictObject({
  name: oneLine,
  description: oneLine,
  logo: picture.nullish(),
  postAddress: z.array(oneLine).min(1),
  email: z.email().nullish(),
  phone: oneLine.nullish(),
  social: z
    .array(z.strictObject({ name: oneLine, url: webAddress }))
    .nullish()
    .transform((list) => list ?? []),
  partners: z
    .array(z.strictObject({ name: oneLine, url: webAddress.nullish(), logo: picture.nullish() }))
    .nullish()
    .transform((list) => list ?? []),
  menu: z.array(z.strictObject({ label: oneLine, to: z.string().startsWith('/') })).min(1),
});

/** The organisation's own things: name, addresses, accounts, partners, menu. */
export type Organisation = z.infer<typeof organisationSchema>;
