// `npm run bench` measures all that takes a few minutes, `-- NAME` one, `-- --short` only shows that nothing is broken.
// Figures are ratios within one run, growth and counts; bench/results.json, which is not in the repository, keeps the last of each.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { benches, isBench, isLong } from './benches.ts';
import { printFigures } from './print.ts';

const asked = process.argv.slice(2).filter((argument) => argument !== '--short');
const isShort = process.argv.includes('--short');
const names = Object.keys(benches).filter(isBench);
const unknown = asked.filter((name) => !isBench(name));
if (unknown.length > 0) {
  process.stderr.write(`no such bench: ${unknown.join(', ')} (there are ${names.join(', ')})\n`);
  process.exit(2);
}

const file = new URL('./results.json', import.meta.url);
const chosen = asked.length > 0 ? asked.filter(isBench) : names.filter((name) => isShort || !isLong(name));
for (const name of chosen) {
  const figures = await benches[name](isShort ? 'short' : 'full');
  printFigures(name, figures);
  if (isShort) continue;
  const known: object = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as object) : {};
  const machine = { node: process.versions.node, cores: availableParallelism() };
  const results = Object.entries({ ...known, [name]: { machine, figures } });
  const sorted = Object.fromEntries(results.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(file, `${JSON.stringify(sorted, null, 2)}\n`);
}
const left = asked.length > 0 ? [] : names.filter((name) => !chosen.includes(name));
if (left.length > 0) process.stdout.write(`not run, as they take longer: ${left.join(', ')}\n`);
