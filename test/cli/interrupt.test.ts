import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { scanResultSchema } from '#model/result.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { bareEnvironment, runCli, sandboxEnvironment } from '#test/builders/run-cli.ts';

/* Ctrl-C, and being told to end: the program in a process of its own, against an AWS that never answers in one Region. */

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const dir = await mkdtemp(join(tmpdir(), 'interrupt-'));

let sandbox: Sandbox;
let server: Awaited<ReturnType<typeof serveSandbox>>;

beforeAll(async () => {
  sandbox = createSandbox({
    snapshot: await readSnapshot(organizationDir),
    faults: {
      seed: 1,
      rules: [{ fault: 'hang', operation: 'ec2:DescribeVpcEndpoints', region: 'us-east-1' }],
    },
  });
  server = await serveSandbox(sandbox);
});
afterAll(() => server.close());

/** Interrupts a run once it has begun to read, and had the time to read what answers. */
const interrupted = (args: string[], signal: NodeJS.Signals = 'SIGINT') =>
  runCli(args, {
    env: sandboxEnvironment(server.url),
    cwd: dir,
    onOutput: (text, kill) => {
      // As npm does: one more at once, which is the same Ctrl-C.
      if (text.includes('reading 3 accounts')) setTimeout(() => [kill(signal), kill(signal)], 2000);
    },
  });

it.each(['SIGINT', 'SIGTERM'] as const)(
  'scan tells what was read until %s, and publishes nothing',
  async (signal) => {
    const run = await interrupted(['scan', '--organization', '--publish', '--format', 'json'], signal);
    expect({ code: run.code, stderr: run.stderr }).toEqual({
      code: 130,
      stderr: expect.stringMatching(
        /\ninterrupted: telling what was read so far \(again ends it at once\)\ninterrupted: [0-8] of 9 scopes were read whole, nothing was published\n$/,
      ),
    });
    const { coverage, publish, exitReasons } = scanResultSchema.parse(JSON.parse(run.stdout));
    expect({ complete: coverage.complete, publish, exitReasons }).toEqual({
      complete: false,
      publish: null,
      exitReasons: ['coverage-incomplete'],
    });
    const unread = coverage.scopes.flatMap(({ region, reads }) =>
      reads
        .filter(({ operation, status }) => status === 'failed' && operation === 'DescribeVpcEndpoints')
        .map(({ code }) => [region, code]),
    );
    expect(unread).toContainEqual(['us-east-1', 'Deadline']);
    expect(sandbox.findings()).toEqual([]);
  },
);

it('a table tells it too', async () => {
  const { code, stdout } = await interrupted(['scan', '--organization']);
  expect(code).toBe(130);
  expect(stdout).toMatch(/\nScopes read completely: [0-8] of 9 /);
  expect(stdout).toMatch(/us-east-1: .*\(timeout,\s+Deadline\)/);
});

it('what capture wrote until then is a snapshot, which tells what is missing', async () => {
  const out = join(dir, 'night');
  const run = await interrupted(['capture', '--organization', '--out', out]);
  expect(run).toMatchObject({ code: 130, stdout: '' });
  expect(run.stderr).toMatch(
    /\nwrote 9 scopes to .*night\ninterrupted: [0-8] of 9 scopes were read whole\n$/,
  );
  const files = await readdir(out, { recursive: true });
  expect(files.filter((file) => !/(^|\.json|\d{12})$/.test(file))).toEqual([]);
  const replayed = await runCli(['scan', '--snapshot', out, '--format', 'json']);
  expect(replayed.code).toBe(3);
  const { coverage } = scanResultSchema.parse(JSON.parse(replayed.stdout));
  expect(coverage.scopes).toHaveLength(9);
  expect(coverage.complete).toBe(false);
});

it('before anything is read there is nothing to tell', async () => {
  const slow = createSandbox({ snapshot: await readSnapshot(organizationDir), latencyMs: 2000 });
  const other = await serveSandbox(slow);
  const run = await runCli(['scan', '--format', 'json'], {
    env: sandboxEnvironment(other.url),
    onOutput: (text, kill) => text.includes('this account alone') && kill('SIGINT'),
  });
  await other.close();
  expect(run).toMatchObject({ code: 130, stdout: '' });
});

it('a second Ctrl-C ends at once what would still wait', async () => {
  // Nobody reads stdout: what is too much for the pipe waits.
  const tenTimes = Array.from({ length: 10 }, () => ['--format', 'json']).flat();
  const child = spawn(process.execPath, [main, 'scan', '--organization', ...tenTimes], {
    env: sandboxEnvironment(server.url),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('reading 3 accounts')) child.kill('SIGINT');
    if (text.includes('again ends it')) setTimeout(() => child.kill('SIGINT'), 2500);
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(130);
});

it('a command with nothing to tell ends at once', async () => {
  const run = await runCli(['demo'], { onOutput: (_, kill) => kill('SIGINT') });
  expect(run).toMatchObject({ code: 130, stderr: 'interrupted\n' });
});

/** The process group that the terminal's Ctrl-C would reach the process with (proc(5), stat). */
const groupOf = async (pid: string): Promise<number> =>
  Number((await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ')[2]);

// A handler that Ctrl-C ended before the demo heard of it would be told as a fault of the program.
it.skipIf(!existsSync('/proc/self/stat'))(
  'Ctrl-C at the terminal is for the demo, not its handler',
  async () => {
    const child = spawn(process.execPath, [main, 'demo'], {
      env: bareEnvironment,
      cwd: dir,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      for await (const text of child.stdout.setEncoding('utf8')) if (String(text).includes('Night 1')) break;
      const children = `/proc/${child.pid}/task/${child.pid}/children`;
      const handlers = await vi.waitUntil(async () => (await readFile(children, 'utf8')).trim());
      const groups = await Promise.all(handlers.split(' ').map(groupOf));
      expect(groups).toHaveLength(1);
      expect(groups).not.toContain(child.pid);
    } finally {
      child.kill();
    }
  },
);

it.each(['SIGINT', 'SIGTERM'] as const)(
  'a sandbox that is stopped by %s has done what it was for',
  async (signal) => {
    const run = await runCli(['sandbox', '--snapshot', organizationDir], {
      onOutput: (_, kill) => kill(signal),
    });
    expect(run).toMatchObject({ code: 0, stderr: '' });
  },
);

it('under npm, which ends its shell alone, what the shell ran ends too', async () => {
  const shell = spawn(
    'sh',
    ['-c', `"${process.execPath}" "${main}" sandbox --snapshot "${organizationDir}"; true`],
    {
      env: { ...bareEnvironment, npm_lifecycle_event: 'auditor' },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const ended = once(shell.stdout, 'close');
  await once(shell.stdout, 'data');
  shell.kill('SIGTERM');
  // The pipe closes when the last that could write to it has ended.
  expect(await ended).toEqual([false]);
});
