import { createHash } from 'node:crypto';
import { compareText } from '#model/scope.ts';

/** JSON with the keys of every object in code-unit order, so that equal contents have equal text. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareText(a, b)))
      : inner,
  );

/**
 * SHA-256, in hex, of what a finding says. Kept with the finding, because automation rules and people rewrite
 * the fields themselves.
 */
export const contentHash = (content: object): string =>
  createHash('sha256').update(canonicalJson(content)).digest('hex');
