import { generatorPrefix } from '#model/finding-id.ts';

/** Every product field of ours starts with this; Security Hub adds its own under `aws/securityhub/`. */
export const productField = (name: string): string => `${generatorPrefix}${name}`;

export type ProductFields = Record<string, string>;

const hashField = productField('ContentHash');

export const writeContentHash = (hash: string): ProductFields => ({ [hashField]: hash });

/** The content hash that a finding carries; null when it carries none. */
export const readContentHash = (fields: ProductFields | undefined): string | null =>
  fields?.[hashField] ?? null;

/** Only what we wrote: the fields of others must not be sent back. */
export const ownProductFields = (fields: ProductFields | undefined): ProductFields =>
  Object.fromEntries(Object.entries(fields ?? {}).filter(([name]) => name.startsWith(generatorPrefix)));
