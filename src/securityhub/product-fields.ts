import { generatorPrefix } from '#model/finding-id.ts';
import { accountIdPattern, regionPattern, type Scope } from '#model/scope.ts';
import { sliceOf } from './slice.ts';

/** Every product field of ours starts with this; Security Hub adds its own under `aws/securityhub/`. */
export const productField = (name: string): string => `${generatorPrefix}${name}`;

export type ProductFields = Record<string, string>;

const hashField = productField('ContentHash');

export const writeContentHash = (hash: string): ProductFields => ({ [hashField]: hash });

/** The content hash that a finding carries; null when it carries none. */
export const readContentHash = (fields: ProductFields | undefined): string | null =>
  fields?.[hashField] ?? null;

const ownerAccountField = productField('OwnerAccountId');
const ownerRegionField = productField('OwnerRegion');

/** Whose the finding is, wherever it is kept. */
export const writeOwner = ({ accountId, region }: Scope): ProductFields => ({
  [ownerAccountField]: accountId,
  [ownerRegionField]: region,
});

/** Whose a held finding is; null when it does not say so. */
export const readOwner = (fields: ProductFields | undefined): Scope | null => {
  const accountId = fields?.[ownerAccountField] ?? '';
  const region = fields?.[ownerRegionField] ?? '';
  return accountIdPattern.test(accountId) && regionPattern.test(region) ? { accountId, region } : null;
};

/** By which GetFindings returns one slice and no other. */
export const sliceField = productField('Slice');

export const writeSlice = (id: string): ProductFields => ({ [sliceField]: String(sliceOf(id)) });

/** Does only reconciling need the field: what the finding rests on, and the hash of what it says? */
export const isOfReconciling = (name: string): boolean =>
  name === hashField || name.startsWith(productField('DependsOn/'));

/** Only what we wrote: the fields of others must not be sent back. */
export const ownProductFields = (fields: ProductFields | undefined): ProductFields =>
  Object.fromEntries(Object.entries(fields ?? {}).filter(([name]) => name.startsWith(generatorPrefix)));
