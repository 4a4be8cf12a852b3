import { keepIf, type Redact } from './keep-if.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** An organization, a root and a unit by the patterns of Organizations' API reference; a unit's ID holds its root's. */
const organization = /^o-[0-9a-z]{10,32}$/;
const root = /^r-([0-9a-z]{4,32})$/;
const unit = /^ou-([0-9a-z]{4,32})-([0-9a-z]{8,32})$/;

/** Is it an organization's ID, or a path that starts with one? */
export const isOrganizationPath = (value: string): boolean => organization.test(value.split('/')[0] ?? '');

/** Replacements of what Organizations names; what has no such form is left to `otherwise`. */
export const createOrganizationRules = ({ word }: Pick<Pseudonyms, 'word'>, otherwise: Redact) => {
  const parent: Redact = (value) => {
    if (organization.test(value)) return `o-${word(value, 10)}`;
    const [, ofRoot] = root.exec(value) ?? [];
    if (ofRoot !== undefined) return `r-${word(ofRoot, 8)}`;
    const [, above, own] = unit.exec(value) ?? [];
    if (above === undefined || own === undefined) return otherwise(value);
    return `ou-${word(above, 8)}-${word(own, 16)}`;
  };

  /** `o-…/r-…/ou-…/…`, of an account, or as a policy's pattern. */
  const path: Redact = (value) =>
    value
      .split('/')
      .map(keepIf(/^(?:\*|ou-\*|)$/, parent))
      .join('/');

  return { parent, path };
};
