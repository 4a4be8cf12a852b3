import { createHash } from 'node:crypto';
import type { Config } from '#model/config.ts';

/** Tells two results apart that were made under different configurations: 16 hex digits of SHA-256. */
export const configDigest = (config: Config): string => {
  const canonical = JSON.stringify(Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(canonical).digest('hex').slice(0, 16);
};
