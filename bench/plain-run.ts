import { askSandbox, type ScanSize } from './scan-run.ts';
import type { Served } from './serve-counted.ts';

/** What the process of `plain-process.ts` tells. */
export type PlainRun = {
  /** To find out who asks, and which accounts there are. */
  listMs: number;
  /** Of each account that was read, in order. */
  accountMs: number[];
};

/** How others read: `workers` at a time within an account, of which the first so many are read. */
export type Plain = { workers: number; firstAccounts: number };

/** The same reads without this program. */
export const runPlain = (size: ScanSize, plain: Plain): Promise<PlainRun & { served: Served }> =>
  askSandbox<PlainRun>(size, { file: './plain-process.ts', input: plain });

/**
 * The time that an organization of so many accounts would take: the network account, which is the second, as it was,
 * and the others like the mean of those that were read.
 */
export const extrapolate = ({ listMs, accountMs }: PlainRun, accounts: number): number => {
  const [first = 0, network = 0, ...others] = accountMs;
  const usual = [first, ...others];
  const mean = usual.reduce((sum, ms) => sum + ms, 0) / usual.length;
  return listMs + network + mean * (accounts - 1);
};
