import { join } from 'node:path';
import type { Scope } from '#model/scope.ts';

export const organizationFile = 'organization.json';

/** A Region's name in any partition: `us-west-2`, `us-gov-east-1`, `eusc-de-east-1`. */
export const regionName = /^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/;

const accountId = /^\d{12}$/;

/** `<dir>/<accountId>/<region>.json`. Refuses what could lead out of the directory, whoever named it. */
export const scopeFile = (dir: string, scope: Scope): string => {
  if (!accountId.test(scope.accountId) || !regionName.test(scope.region)) {
    throw new TypeError(`not a scope: ${JSON.stringify(scope)}`);
  }
  return join(dir, scope.accountId, `${scope.region}.json`);
};

/** Files of the editor, the desktop or the version control; no part of a snapshot. */
export const isHidden = (name: string): boolean => name.startsWith('.');
