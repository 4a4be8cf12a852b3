// `npm run bench` measures everything, `npm run bench -- NAME` one. Figures are ratios within one run and counts.
import { mkdir, writeFile } from 'node:fs/promises';
import { durable } from './durable.ts';
import { network } from './network.ts';
import { scan } from './scan.ts';
import { scanMemory } from './scan-memory.ts';
import { start } from './start.ts';

const growth = (figures: readonly { cpuSeconds: number }[]): (number | null)[] =>
  figures.map(({ cpuSeconds }, index) => {
    const before = figures[index - 1];
    return before === undefined ? null : Math.round((cpuSeconds / before.cpuSeconds) * 100) / 100;
  });

const benches = {
  durable,
  network: async () => {
    const figures = await network();
    const ratios = growth(figures);
    return figures.map((figure, index) => ({ ...figure, timesThePrevious: ratios[index] ?? null }));
  },
  scan,
  'scan-memory': scanMemory,
  start,
};

const names = Object.keys(benches) as (keyof typeof benches)[];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.some((known) => known === name));
if (unknown.length > 0) {
  process.stderr.write(`no such bench: ${unknown.join(', ')} (there are ${names.join(', ')})\n`);
  process.exit(2);
}

const results: Record<string, unknown> = {};
for (const name of names.filter((known) => asked.length === 0 || asked.includes(known))) {
  const rows = await benches[name]();
  results[name] = rows;
  process.stdout.write(`${name}\n`);
  console.table(rows);
}
await mkdir('bench', { recursive: true });
await writeFile('bench/results.json', `${JSON.stringify(results, null, 2)}\n`);
