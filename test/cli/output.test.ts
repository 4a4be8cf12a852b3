import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { organizationDir } from '#cli/commands/demo.ts';
import { bareEnvironment, runCli } from '#test/builders/run-cli.ts';

/* What becomes of the output when its reader is gone, its disk is full, or its words are hostile. */

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const dir = await mkdtemp(join(tmpdir(), 'output-'));

/** Runs a shell script that knows $NODE, $MAIN and $ORGANIZATION; a failure is answered, not thrown. */
const inShell = (script: string) =>
  promisify(execFile)('bash', ['-c', script], {
    env: { ...bareEnvironment, ORGANIZATION: organizationDir, MAIN: main, NODE: process.execPath },
    cwd: dir,
  }).catch((error: unknown) => error as { code: number; stdout: string; stderr: string });

const scan = '"$NODE" "$MAIN" scan --snapshot "$ORGANIZATION"';

it.skipIf(!existsSync('/dev/full')).each(['scan --snapshot "$ORGANIZATION"', 'demo'])(
  'a full disk under stdout is one line and exit 2: %s',
  async (command) => {
    expect(await inShell(`"$NODE" "$MAIN" ${command} 2>err >/dev/full`)).toMatchObject({ code: 2 });
    expect(await readFile(join(dir, 'err'), 'utf8')).toMatch(
      /(^|\n)error: stdout: cannot be written: no space left on device \(ENOSPC\)\n$/,
    );
  },
);

it('a reader that has enough ends it quietly', async () => {
  const { stdout } = await inShell(`${scan} --format json 2>err | head -c 1; echo "\${PIPESTATUS[0]}"`);
  expect(stdout).toBe('{0\n');
  expect(await readFile(join(dir, 'err'), 'utf8')).not.toMatch(/error|\n\s+at /i);
});

it('a reader that has enough changes neither the exit code nor the file of -o', async () => {
  const hurt = join(dir, 'hurt');
  await cp(organizationDir, hurt, { recursive: true });
  await writeFile(join(hurt, '111111111111', 'us-west-2.json'), '{}');
  const { stdout } = await inShell(
    `{ "$NODE" "$MAIN" scan --snapshot hurt --format json --format json -o kept; echo "$?" >code; } 2>err | true; cat code`,
  );
  expect(stdout).toBe('3\n');
  expect(JSON.parse(await readFile(join(dir, 'kept'), 'utf8'))).toMatchObject({
    exitReasons: expect.arrayContaining(['coverage-incomplete']),
  });
});

it('nobody on stderr costs no result', async () => {
  const { stdout } = await inShell(`{ ${scan} 2>&1 >out; echo "$?" >code; } | true; cat code; cat out`);
  expect(stdout).toMatch(/^0\n[\s\S]*34 paths, /);
});

it('-o to a device writes to it and leaves it what it is', async () => {
  const { stdout } = await inShell(
    `ln -s /dev/stdout o; ${scan} --format json -o o 2>err | head -n 1; ls -l o`,
  );
  expect(stdout).toMatch(/^\{\n.* o -> \/dev\/stdout\n$/);
});

it('keeps the escape sequences of a snapshot off the terminal', async () => {
  const hostile = join(dir, 'hostile');
  await cp(organizationDir, hostile, { recursive: true });
  const file = join(hostile, '111111111111', 'us-west-2.json');
  const inventory = JSON.parse(await readFile(file, 'utf8')) as object;
  const Coverage = { '\u001b]0;title\u0007': { complete: false, cause: 'unknown' } };
  await writeFile(file, JSON.stringify({ ...inventory, Coverage }));
  const run = await runCli(['capture', '--snapshot', hostile, '--out', join(dir, 'copy')]);
  expect(run).toMatchObject({ code: 3, stdout: '' });
  expect(run.stderr).toContain('not read in 111111111111 us-west-2: ');
  expect(run.stderr.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});
