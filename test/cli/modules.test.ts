import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { organizationDir } from '#cli/commands/demo.ts';
import { bareEnvironment, runCli } from '#test/builders/run-cli.ts';

/* What a command does not need, it does not load: the SDK is most of what starting the program costs. */

const dir = await mkdtemp(join(tmpdir(), 'modules-'));

/** Writes down every module that the program loads. */
const witness = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  import { writeFileSync } from 'node:fs';
  const urls = new Set();
  registerHooks({ load: (url, context, next) => { urls.add(url); return next(url, context); } });
  process.on('exit', () => writeFileSync(process.env.LOADED, [...urls].join('\\n')));
`)}`;

const loadedBy = async (args: string[]): Promise<string[]> => {
  const LOADED = join(dir, args.join('_').replaceAll('/', '_'));
  const { code } = await runCli(args, {
    env: { ...bareEnvironment, LOADED, NODE_OPTIONS: `--import ${witness}` },
    cwd: dir,
  });
  expect(code).toBe(0);
  return (await readFile(LOADED, 'utf8')).split('\n');
};

it.each([[['--help']], [['--version']], [['scan', '--help']], [['rules']], [['config']]])(
  '%j loads neither the SDK nor the sandbox',
  async (args) => {
    const loaded = await loadedBy(args);
    expect(loaded.length).toBeGreaterThan(20);
    expect(loaded.filter((url) => /@aws-sdk|@smithy|src\/sandbox/.test(url))).toEqual([]);
  },
);

it('a command that asks AWS does load it', async () => {
  const loaded = await loadedBy(['scan', '--snapshot', organizationDir]);
  expect(loaded.filter((url) => url.includes('@aws-sdk/client-ec2')).length).toBeGreaterThan(0);
});
