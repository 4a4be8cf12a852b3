import { covers, overlaps } from './glob.ts';

/** How a pattern meets the ARNs that another stands for: all of them, some, none, or in a way that is not told apart. */
export type Meeting = 'all' | 'some' | 'none' | 'unclear';

/**
 * The six parts of an ARN's pattern, each matched on its own; what ends in a wildcard before the sixth leaves the others
 * open. Null where a wildcard may stand for several parts in another way, as in `*:key/*`.
 */
export const partsOf = (pattern: string): string[] | null => {
  const parts = pattern.split(':');
  if (parts.length >= 6) return [...parts.slice(0, 5), parts.slice(5).join(':')];
  const isOpen = pattern.endsWith('*') && !parts.slice(0, -1).some((part) => part.includes('*'));
  return isOpen ? [...parts, ...Array.from({ length: 6 - parts.length }, () => '*')] : null;
};

/** How a pattern meets the ARNs of `all`, which has six parts. */
export const meetArns = (pattern: string, all: string): Meeting => {
  if (covers(pattern, all)) return 'all';
  const parts = partsOf(pattern);
  if (parts === null) return overlaps(pattern, all) ? 'unclear' : 'none';
  const others = partsOf(all) ?? [];
  return parts.every((part, index) => overlaps(part, others[index] ?? '')) ? 'some' : 'none';
};
