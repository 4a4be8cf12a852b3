import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { BuildOptions, Metafile } from 'esbuild';
import { type BundleName, bundleNames, functionBundling, sizesByPackage } from '../scripts/build-bundles.ts';
import { buildJoined } from '../scripts/join-start.ts';
import { loadedWith } from '../scripts/loaded-with.ts';
import { hundredths, type Length } from './figures.ts';
import { awaitFirstRead, nightlyEvents } from './first-read.ts';
import { begin, said } from './processes.ts';

/** The best of so many starts counts: anything else that the machine does only adds to the CPU time of one. */
const starts = 15;

/** A handler that starts in at most so many times what its clients take alone. */
const target = 1.3;

export type StartFigure = {
  bundle: BundleName;
  /** All that is deployed, and of that what is loaded at the start. */
  kilobytes: number;
  startKilobytes: number;
  /** Kilobytes of the largest packages. */
  largest: string;
  /** CPU time of importing the bundle in a fresh process. */
  startMs: number;
  /** The same of a handler that does nothing and imports the same clients and commands, bundled the same way. */
  clientsMs: number;
  timesTheClients: number;
  target: number;
  /**
   * CPU time of the start and of the nightly event until the first request of the work itself, the orchestrator's first
   * checkpoint: whatever is only loaded once it is needed counts here.
   */
  untilWorkingMs: number;
  untilWorkingTimesTheClients: number;
};

type Outputs = Metafile['outputs'];
type Inputs = Outputs[string]['inputs'];

const bundle = async (
  options: BuildOptions & { outdir: string },
  entry: 'index.mjs' | 'stdin.mjs',
): Promise<Outputs> => {
  const { files, metafile } = await buildJoined({ ...functionBundling(''), ...options }, entry);
  await mkdir(options.outdir);
  for (const { path, contents } of files) await writeFile(join(options.outdir, basename(path)), contents);
  return metafile.outputs;
};

const inputsOf = (outputs: Outputs, files: readonly string[]): Inputs[] =>
  files.flatMap((file) => {
    const output = outputs[file];
    return output === undefined ? [] : [output.inputs];
  });

/** The clients of the SDK of which something is in these files, each with its commands there. */
const clientsIn = (files: readonly Inputs[]): Map<string, Set<string>> => {
  const clients = new Map<string, Set<string>>();
  for (const [path, { bytesInOutput }] of files.flatMap((inputs) => Object.entries(inputs))) {
    const [, client = '', name = ''] =
      /node_modules\/(@aws-sdk\/client-[\w-]+)\/dist-es\/(?:commands\/)?(\w+(?:Client|Command))\.js$/.exec(
        path,
      ) ?? [];
    if (client === '' || bytesInOutput === 0) continue;
    clients.set(client, (clients.get(client) ?? new Set()).add(name));
  }
  return clients;
};

/** An empty handler over the same clients. */
const emptyHandler = (clients: ReadonlyMap<string, ReadonlySet<string>>): string =>
  [
    ...[...clients].map(([client, names]) => `export { ${[...names].join(', ')} } from '${client}';`),
    'export const handler = async () => {};',
  ].join('\n');

const environment = {
  AWS_REGION: 'us-west-2',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: 'vpc-path-auditor',
  LAMBDA_TASK_ROOT: '/var/task',
  _X_AMZN_TRACE_ID: 'Root=1-65000000-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1',
};

const beginBundle = (file: string, event: object | null, env: Record<string, string> = {}) =>
  begin({
    file: './start-process.ts',
    input: { bundle: file, event },
    env: { ...environment, ...env },
    isSilent: true,
  });

const importMs = (file: string): Promise<number> => said<number>(beginBundle(file, null));

const untilWorkingMs = async (name: BundleName, file: string): Promise<number> => {
  const read = await awaitFirstRead();
  const child = beginBundle(file, nightlyEvents[name], read.settings);
  await said<number>(child);
  await read.seen;
  child.send('read');
  const cpuMs = await said<number>(child);
  read.close();
  return cpuMs;
};

/** The least of each, in turns, so that a slow minute is a slow minute for all. */
const leastMs = async (runs: number, works: readonly (() => Promise<number>)[]): Promise<number[]> => {
  const least = works.map(() => Number.POSITIVE_INFINITY);
  for (let run = 0; run < runs; run += 1) {
    for (const [index, work] of works.entries()) {
      least[index] = Math.min(least[index] ?? Number.POSITIVE_INFINITY, await work());
    }
  }
  return least;
};

const kilobytes = (bytes: number): number => Math.round(bytes / 1000);
const totalOf = (packages: readonly [string, number][]): number =>
  kilobytes(packages.reduce((total, [, bytes]) => total + bytes, 0));

/** How long each function begins, bundled as it is deployed. */
const measure = async (name: BundleName, dir: string, runs: number): Promise<StartFigure> => {
  const [ours, empty] = [join(dir, name), join(dir, `${name}-clients`)];
  const outputs = await bundle(
    { entryPoints: { index: `src/handlers/${name}.ts` }, outdir: ours },
    'index.mjs',
  );
  const index = Object.keys(outputs).find((file) => file.endsWith('/index.mjs')) ?? '';
  const sizes = sizesByPackage(inputsOf(outputs, Object.keys(outputs)));
  const atStart = inputsOf(outputs, loadedWith(outputs, index));
  const clients = clientsIn(inputsOf(outputs, Object.keys(outputs)));
  const contents = emptyHandler(clients);
  await bundle(
    { entryPoints: [], stdin: { contents, resolveDir: process.cwd() }, outdir: empty },
    'stdin.mjs',
  );
  const file = join(ours, 'index.mjs');
  const [startMs = 0, clientsMs = 0, workingMs = 0] = await leastMs(runs, [
    () => importMs(file),
    () => importMs(join(empty, 'stdin.mjs')),
    () => untilWorkingMs(name, file),
  ]);
  return {
    bundle: name,
    kilobytes: totalOf(sizes),
    startKilobytes: totalOf(sizesByPackage(atStart)),
    largest: sizes
      .slice(0, 6)
      .map(([pack, bytes]) => `${pack} ${kilobytes(bytes)}`)
      .join(', '),
    startMs: Math.round(startMs),
    clientsMs: Math.round(clientsMs),
    timesTheClients: hundredths(startMs / clientsMs),
    target,
    untilWorkingMs: Math.round(workingMs),
    untilWorkingTimesTheClients: hundredths(workingMs / clientsMs),
  };
};

/** What each function takes to begin, as a ratio to what its clients of AWS take alone. */
export const start = async (length: Length): Promise<StartFigure[]> => {
  const dir = await mkdtemp(join(tmpdir(), 'start-'));
  try {
    const figures: StartFigure[] = [];
    for (const name of bundleNames) figures.push(await measure(name, dir, length === 'short' ? 1 : starts));
    return figures;
  } finally {
    await rm(dir, { recursive: true });
  }
};
