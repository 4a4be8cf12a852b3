import { isDeepStrictEqual } from 'node:util';
import { hundredths, type Length } from './figures.ts';
import { type Aws, begin, beginSandbox, callerEnv, said } from './processes.ts';

/** What the sandbox of `soak-sandbox.ts` is told: the network from now on, and other faults or none; or asked. */
export type SoakMessage = { network: 'whole' | 'broken' | 'unpeered'; faultSeed?: number | null } | 'held';

/** The active findings, each one line, and how many faults there were since they were last replaced. */
export type SoakHeld = { findings: string[]; faults: number };

/** What the process of `soak-process.ts` tells of a night, once its garbage is collected. */
export type SoakNight = {
  wallMs: number;
  /** Findings and places that could not be published. */
  failed: number;
  /** On the heap and beside it. */
  heapKilobytes: number;
  rssMegabytes: number;
  /** Whatever keeps a process alive: sockets, timers, requests. */
  handles: number;
  /** Open file descriptors. */
  files: number;
};

export type SoakFigure = {
  nights: number;
  faults: number;
  /** Nights on which something could not be published. */
  nightsWithFailures: number;
  medianNightMs: number;
  /** After the first fifth of the nights, and at the end. */
  heapKilobytesEarly: number;
  heapKilobytesLate: number;
  /** Least squares over the nights after the first fifth. */
  heapKilobytesANight: number;
  rssMegabytesEarly: number;
  rssMegabytesLate: number;
  /** Most after any night, and the least. */
  handles: string;
  files: string;
  /** Findings held in the end, which are those of a function and a Security Hub that never saw a fault. */
  held: number;
  lost: number;
  duplicated: number;
};

const nights: Record<Length, number> = { full: 200, short: 10 };
const seed = 20261123;

/** A week of the network: whole, a route missing, a peering gone. */
const week: Extract<SoakMessage, object>['network'][] = [
  'whole',
  'whole',
  'broken',
  'broken',
  'whole',
  'unpeered',
  'unpeered',
];

const env = (url: string): NodeJS.ProcessEnv => ({
  ...callerEnv(url),
  AWS_LAMBDA_FUNCTION_NAME: 'vpc-path-auditor',
  POWERTOOLS_TRACE_ENABLED: 'false',
  VPC_PATH_AUDITOR_ROLE_NAME: 'auditor',
});

/** A warm function that asks a sandbox. */
const beginFunction = async ({ url }: Aws) => {
  const input = { file: './soak-process.ts', input: null, env: env(url) };
  const child = begin({ ...input, execArgv: ['--expose-gc'], isSilent: true });
  await said(child);
  return {
    night: (): Promise<SoakNight> => {
      child.send('night');
      return said<SoakNight>(child);
    },
    end: () => child.disconnect(),
  };
};

/** What one healthy night makes of the whole network where nothing was before. */
const freshlyHeld = async (): Promise<string[]> => {
  const sandbox = await beginSandbox('./soak-sandbox.ts', null);
  const warm = await beginFunction(sandbox);
  await warm.night();
  const { findings } = await sandbox.ask<SoakHeld>('held');
  warm.end();
  sandbox.end();
  return findings;
};

const slopeOf = (values: readonly number[]): number => {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const rise = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
  return rise / values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const range = (values: readonly number[]): string => `${Math.min(...values)}-${Math.max(...values)}`;

const idOf = (line: string): string => line.split(' ')[2] ?? '';

const toFigure = (
  told: readonly SoakNight[],
  { faults, held, fresh }: { faults: number; held: readonly string[]; fresh: readonly string[] },
): SoakFigure => {
  const settled = told.slice(Math.floor(told.length / 5));
  const heaps = settled.map(({ heapKilobytes }) => heapKilobytes);
  const known = new Set(held);
  return {
    nights: told.length,
    faults,
    nightsWithFailures: told.filter(({ failed }) => failed > 0).length,
    medianNightMs: Math.round(median(told.map(({ wallMs }) => wallMs))),
    heapKilobytesEarly: Math.round(heaps[0] ?? 0),
    heapKilobytesLate: Math.round(heaps.at(-1) ?? 0),
    heapKilobytesANight: hundredths(slopeOf(heaps)),
    rssMegabytesEarly: Math.round(settled[0]?.rssMegabytes ?? 0),
    rssMegabytesLate: Math.round(settled.at(-1)?.rssMegabytes ?? 0),
    handles: range(settled.map(({ handles }) => handles)),
    files: range(settled.map(({ files }) => files)),
    held: held.length,
    lost: fresh.filter((line) => !known.has(line)).length,
    duplicated: held.length - new Set(held.map(idOf)).size,
  };
};

/**
 * Nightly runs in one warm process while the network changes and calls fail: memory, handles and sockets; and whether
 * what is held in the end, two healthy nights later, is what a first night finds where nothing ever failed.
 */
export const soak = async (length: Length): Promise<SoakFigure[]> => {
  const sandbox = await beginSandbox('./soak-sandbox.ts', null);
  const warm = await beginFunction(sandbox);
  const told: SoakNight[] = [];
  await sandbox.ask({ network: 'whole', faultSeed: seed } satisfies SoakMessage);
  while (told.length < nights[length] - 2) {
    const network = week[told.length % week.length] ?? 'whole';
    await sandbox.ask({ network } satisfies SoakMessage);
    told.push(await warm.night());
  }
  const { faults } = await sandbox.ask<SoakHeld>('held');
  await sandbox.ask({ network: 'whole', faultSeed: null } satisfies SoakMessage);
  told.push(await warm.night(), await warm.night());
  const { findings: held } = await sandbox.ask<SoakHeld>('held');
  warm.end();
  sandbox.end();
  const fresh = await freshlyHeld();
  const figure = toFigure(told, { faults, held, fresh });
  if (!isDeepStrictEqual(held, fresh)) {
    throw new Error(`findings did not converge: ${JSON.stringify({ ...figure, wanted: fresh.length })}`);
  }
  return [figure];
};
