import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { type BundleName, bundleNames, bundling, sizesByPackage } from '../scripts/build-bundles.ts';

/** The best of so many starts counts: anything else that the machine does only adds to the CPU time of one. */
const starts = 15;

/** A handler that starts in at most so many times what its clients take alone. */
const target = 1.3;

export type StartFigure = {
  bundle: BundleName;
  kilobytes: number;
  /** Kilobytes of the largest packages. */
  largest: string;
  /** CPU time of importing the bundle in a fresh process. */
  startMs: number;
  /** The same of a handler that does nothing and imports the same clients and commands, bundled the same way. */
  clientsMs: number;
  timesTheClients: number;
  target: number;
};

type Inputs = Metafile['outputs'][string]['inputs'];

const bundle = async (options: BuildOptions & { outfile: string }): Promise<Inputs> => {
  const { metafile } = await build({ ...bundling, ...options, metafile: true });
  return Object.values(metafile.outputs)[0]?.inputs ?? {};
};

/** The clients of the SDK of which something is in a bundle, each with its commands there. */
const clientsIn = (inputs: Inputs): Map<string, Set<string>> => {
  const clients = new Map<string, Set<string>>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
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
  AWS_REGION: 'us-east-1',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: 'vpc-path-auditor',
  LAMBDA_TASK_ROOT: '/var/task',
};

const importMs = async (file: string): Promise<number> => {
  const child = fork(
    fileURLToPath(new URL('./start-process.ts', import.meta.url)),
    [pathToFileURL(file).href],
    {
      env: environment,
    },
  );
  const [cpuMs] = (await once(child, 'message')) as [number];
  return cpuMs;
};

/** The least of each, in turns, so that a slow minute is a slow minute for both. */
const leastMs = async (files: readonly [string, string]): Promise<[number, number]> => {
  const least: [number, number] = [Infinity, Infinity];
  for (let run = 0; run < starts; run += 1) {
    least[0] = Math.min(least[0], await importMs(files[0]));
    least[1] = Math.min(least[1], await importMs(files[1]));
  }
  return least;
};

const kilobytes = (bytes: number): number => Math.round(bytes / 1000);

const measure = async (name: BundleName, dir: string): Promise<StartFigure> => {
  const ours = join(dir, `${name}.mjs`);
  const clients = join(dir, `${name}-clients.mjs`);
  const inputs = await bundle({ entryPoints: [`src/handlers/${name}.ts`], outfile: ours });
  const contents = emptyHandler(clientsIn(inputs));
  await bundle({ stdin: { contents, resolveDir: process.cwd() }, outfile: clients });
  const [startMs, clientsMs] = await leastMs([ours, clients]);
  const sizes = sizesByPackage(inputs);
  return {
    bundle: name,
    kilobytes: kilobytes(sizes.reduce((total, [, bytes]) => total + bytes, 0)),
    largest: sizes
      .slice(0, 6)
      .map(([pack, bytes]) => `${pack} ${kilobytes(bytes)}`)
      .join(', '),
    startMs: Math.round(startMs),
    clientsMs: Math.round(clientsMs),
    timesTheClients: Math.round((startMs / clientsMs) * 100) / 100,
    target,
  };
};

/** What each function takes to begin, as a ratio to what its clients of AWS take alone. */
export const start = async (): Promise<StartFigure[]> => {
  const dir = await mkdtemp(join(tmpdir(), 'start-'));
  try {
    const figures: StartFigure[] = [];
    for (const name of bundleNames) figures.push(await measure(name, dir));
    return figures;
  } finally {
    await rm(dir, { recursive: true });
  }
};
