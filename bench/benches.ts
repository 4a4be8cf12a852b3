import { bruteForceReference } from './brute-force.ts';
import { durable } from './durable.ts';
import type { Length } from './figures.ts';
import { network } from './network.ts';
import type { Figure } from './print.ts';
import { publishing } from './publish.ts';
import { report } from './report.ts';
import { rules } from './rules.ts';
import { scan } from './scan.ts';
import { scanMemory } from './scan-memory.ts';
import { soak } from './soak.ts';
import { start } from './start.ts';

/** What there is to measure, in the order in which it is. Each throws when what it measures does not work. */
export const benches = {
  scan,
  'scan-memory': scanMemory,
  network,
  'brute-force': bruteForceReference,
  rules,
  publish: publishing,
  durable,
  report,
  soak,
  start,
} satisfies Record<string, (length: Length) => Promise<Figure[]>>;

export type BenchName = keyof typeof benches;

export const isBench = (name: string): name is BenchName => Object.hasOwn(benches, name);

/** Those that take so long that they run only when they are named. */
export const isLong = (name: BenchName): boolean => name === 'scan-memory';
