import { hundredths, type Length } from './figures.ts';
import { begin, beginSandbox, callerEnv, lambdaHeap, said } from './processes.ts';
import { findingsOf, type Layout, scopesOf } from './publish-layout.ts';
import type { Served } from './serve-counted.ts';

/** What the process of `publish-process.ts` tells. */
export type PublishRun = {
  wallMs: number;
  cpuMs: number;
  created: number;
  updated: number;
  archived: number;
  refreshed: number;
  kept: number;
  failed: number;
  peakMegabytes: number;
};

export type PublishFigure = {
  mode: Layout['mode'];
  /** Accounts x Regions that own findings. */
  places: number;
  findingsPerPlace: number;
  wanted: number;
  /** Made, updated and archived. */
  changed: number;
  getFindings: number;
  imports: number;
  s3: number;
  timesTheFewestCalls: number;
  throttled: number;
  megabytesSent: number;
  megabytesReceived: number;
  wallMs: number;
  /** `floorOf`. */
  floorMs: number;
  timesTheFloor: number;
  cpuMs: number;
  peakMegabytes: number;
};

const latencyMs = 30;
const callsAtOnce = 50;

const layouts: Record<Length, Layout[]> = {
  full: [
    { mode: 'owner', accounts: 200, regions: 5, findingsPerPlace: 100, latencyMs },
    { mode: 'owner', accounts: 5, regions: 4, findingsPerPlace: 5_000, latencyMs },
    { mode: 'central', accounts: 200, regions: 5, findingsPerPlace: 100, latencyMs },
  ],
  short: [
    { mode: 'owner', accounts: 2, regions: 2, findingsPerPlace: 500, latencyMs: 1 },
    { mode: 'central', accounts: 2, regions: 2, findingsPerPlace: 500, latencyMs: 1 },
  ],
};

const perPage = 100;
const idsPerCall = 20;

/** FACTS: of Security Hub, per account and Region. */
const getFindingsRate = { burst: 6, perSecond: 3 };
const importRate = { burst: 30, perSecond: 10 };

type Calls = { getFindings: number; imports: number };

/** Changes of a place: made and archived ones have to be read first where the rest is remembered. */
const changesOf = (layout: Layout): { all: number; toRead: number } => {
  const { held, wanted } = findingsOf(layout);
  const of = (findings: typeof held) => new Map(findings.map((finding) => [finding.id, finding.evidence]));
  const [before, after] = [of(held), of(wanted)];
  const made = [...after.keys()].filter((id) => !before.has(id)).length;
  const gone = [...before.keys()].filter((id) => !after.has(id)).length;
  const others = [...after].filter(([id, text]) => before.has(id) && before.get(id) !== text).length;
  return { all: made + gone + others, toRead: made + gone };
};

/** The fewest calls in one place that has so many of the findings, and of the changes. */
const fewestCalls = (layout: Layout, places: number): Calls => {
  const { all, toRead } = changesOf(layout);
  return {
    getFindings:
      layout.mode === 'central'
        ? Math.ceil(toRead / idsPerCall)
        : Math.ceil(layout.findingsPerPlace / perPage),
    imports: Math.ceil(all / places / perPage),
  };
};

const waitMs = (calls: number, { burst, perSecond }: { burst: number; perSecond: number }): number =>
  (Math.max(0, calls - burst) / perSecond) * 1000;

/**
 * The least time: the rates of one place (all of them at once), which begin with a call and end with an answer, or
 * all calls with so many on their way at a time, whichever is longer.
 */
const floorOf = ({ getFindings, imports }: Calls, places: number): number => {
  const rates = waitMs(getFindings, getFindingsRate) + waitMs(imports, importRate) + 2 * latencyMs;
  return Math.max(rates, (((getFindings + imports) * places) / callsAtOnce) * latencyMs);
};

const since = (after: Served, before: Served) => {
  const countOf = (pattern: RegExp): number =>
    [after, before]
      .map(({ callsByAction }) =>
        Object.entries(callsByAction)
          .filter(([action]) => pattern.test(action))
          .reduce((sum, [, count]) => sum + count, 0),
      )
      .reduce((later, earlier) => later - earlier);
  const megabytes = (of: (served: Served) => number): number => hundredths((of(after) - of(before)) / 1e6);
  return {
    getFindings: countOf(/:GetFindings$/),
    imports: countOf(/:BatchImportFindings$/),
    s3: countOf(/^s3:/),
    throttled: after.throttled - before.throttled,
    megabytesSent: megabytes(({ bytesIn }) => bytesIn),
    megabytesReceived: megabytes(({ bytesOut }) => bytesOut),
  };
};

const measure = async (layout: Layout): Promise<PublishFigure> => {
  const { mode, findingsPerPlace } = layout;
  const owners = scopesOf(layout).length;
  const places = mode === 'central' ? 1 : owners;
  const sandbox = await beginSandbox('./publish-sandbox.ts', layout);
  try {
    const input = { file: './publish-process.ts', input: layout, env: callerEnv(sandbox.url) };
    const publisher = begin({ ...input, execArgv: [lambdaHeap] });
    await said(publisher);
    const before = await sandbox.figures();
    publisher.send('begin');
    const run = await said<PublishRun>(publisher);
    const counted = since(await sandbox.figures(), before);
    const changed = run.created + run.updated + run.archived;
    const { all } = changesOf(layout);
    if (changed !== all || run.failed + run.refreshed > 0) {
      throw new Error(`${all} findings changed, and publishing says ${JSON.stringify(run)}`);
    }
    const fewest = fewestCalls(layout, places);
    const floorMs = floorOf(fewest, places);
    return {
      mode,
      places: owners,
      findingsPerPlace,
      wanted: run.kept + run.created + run.updated,
      changed,
      ...counted,
      timesTheFewestCalls: hundredths(
        (counted.getFindings + counted.imports) / ((fewest.getFindings + fewest.imports) * places),
      ),
      wallMs: Math.round(run.wallMs),
      floorMs: Math.round(floorMs),
      timesTheFloor: hundredths(run.wallMs / floorMs),
      cpuMs: Math.round(run.cpuMs),
      peakMegabytes: run.peakMegabytes,
    };
  } finally {
    sandbox.end();
  }
};

/**
 * 100,000 wanted findings against as many held, of which 1 % differ: by owner, evenly over 1,000 places and heaped in
 * 20, and in one central place whose ledger remembers them.
 */
export const publishing = async (length: Length): Promise<PublishFigure[]> => {
  const figures: PublishFigure[] = [];
  for (const layout of layouts[length]) figures.push(await measure(layout));
  return figures;
};
