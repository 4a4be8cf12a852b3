import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { bareEnvironment, runCli, sandboxEnvironment } from '#test/builders/run-cli.ts';
import { hasTerminals, runInTerminal } from '#test/builders/run-in-terminal.ts';

/* What a person sees: the program at a terminal of its own, which `script` gives it. */

const dir = await mkdtemp(join(tmpdir(), 'terminal-'));
const scan = ['scan', '--snapshot', organizationDir];
const explain = [
  'explain',
  '--vpc',
  'vpc-03f720224cfacb1ea',
  '--service',
  'bedrock-runtime',
  '--service-region',
  'us-west-2',
  '--snapshot',
  organizationDir,
];
const utf8 = { LANG: 'C.UTF-8' };
/** The start of an escape sequence; as a text, since a pattern with it is taken for a slip. */
const csi = '\u001b[';
const widest = (text: string) =>
  Math.max(
    ...stripVTControlCharacters(text)
      .split('\n')
      .map((line) => line.length),
  );

describe.skipIf(!hasTerminals)('at a terminal', () => {
  it.each([40, 80, 120, 200])(
    'no line is longer than its %i columns',
    async (columns) => {
      for (const args of [scan, explain, ['rules']]) {
        const { code, shown } = await runInTerminal(args, {
          columns,
          env: utf8,
          redirect: '2>err',
          cwd: dir,
        });
        expect({ code, fits: widest(shown) <= columns }).toEqual({ code: 0, fits: true });
      }
    },
    120_000,
  );

  it('draws arrows where the locale knows them, and ASCII where it does not', async () => {
    const whole = { columns: 120, redirect: '2>err', cwd: dir };
    expect((await runInTerminal(explain, { ...whole, env: utf8 })).shown).toContain(') → endpoint vpce-');
    const { shown } = await runInTerminal(explain, {
      ...whole,
      env: { ...utf8, LC_ALL: 'C', NO_COLOR: '1' },
    });
    expect(shown).toContain(') -> endpoint vpce-');
    expect(shown).toMatch(/^[\n -~]+$/);
  });

  it('leaves one line of what it told while it read, and the answer after it', async () => {
    const sandbox = createSandbox({ snapshot: await readSnapshot(organizationDir), latencyMs: 150 });
    const server = await serveSandbox(sandbox);
    const { shown } = await runInTerminal([...explain.slice(0, -2), '--organization'], {
      columns: 120,
      env: sandboxEnvironment(server.url),
    });
    await server.close();
    const [before = ''] = shown.split('Yes, by an existing path');
    const told = before.split(`\r${csi}K`);
    expect(told.length).toBeGreaterThan(2);
    expect(told.at(-1)).toMatch(/^read \d+ scopes, \d+ calls\n$/);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['by default', {}, true],
    ['NO_COLOR', { NO_COLOR: '1' }, false],
    ['TERM=dumb', { TERM: 'dumb' }, false],
  ])('colours what words say too: %s', async (_, env, isColoured) => {
    const { shown } = await runInTerminal(scan, { env });
    expect(shown.includes(`${csi}3`)).toBe(isColoured);
    expect(shown).toMatch(/FAIL/);
  });

  it('changes one line while it reads, on stderr alone', async () => {
    const sandbox = createSandbox({ snapshot: await readSnapshot(organizationDir), latencyMs: 60 });
    const server = await serveSandbox(sandbox);
    const live = (env: Record<string, string>, redirect: string) =>
      runInTerminal(['scan', '--organization'], {
        env: { ...sandboxEnvironment(server.url), ...env },
        cwd: dir,
        redirect,
      });
    const { shown } = await live({}, '>out');
    const dumb = await live({ TERM: 'dumb' }, '>out');
    const ci = await live({ CI: 'true' }, '>out');
    await server.close();
    const updates = shown.split(`\r${csi}K`);
    expect(updates).toContainEqual(expect.stringMatching(/^read \d of 9 scopes, \d+ calls$/));
    expect(updates.at(-1)).toMatch(/^read 9 scopes, \d+ calls\n$/);
    for (const plain of [dumb, ci]) {
      expect(plain.shown).not.toContain('\u001b');
      expect(plain.shown).toMatch(/^as .*\nreading .*\nread 9 scopes, \d+ calls\n$/);
    }
    expect(await readFile(join(dir, 'out'), 'utf8')).toMatch(/^CLASS/);
  }, 120_000);
});

describe('into a pipe or a file', () => {
  it('is 120 columns wide, without colours', async () => {
    const { stdout } = await runCli(scan, { env: { ...bareEnvironment, NO_COLOR: '' } });
    expect(stdout).not.toContain(csi);
    expect(widest(stdout)).toBeGreaterThan(100);
    expect(widest(stdout)).toBeLessThanOrEqual(120);
  });

  it('is as wide as COLUMNS says', async () => {
    const { stdout } = await runCli(scan, { env: { ...bareEnvironment, COLUMNS: '60' } });
    expect(widest(stdout)).toBeLessThanOrEqual(60);
  });

  it('has colours where FORCE_COLOR asks for them', async () => {
    const { NO_COLOR: _, ...env } = bareEnvironment;
    const { stdout } = await runCli(scan, { env: { ...env, FORCE_COLOR: '1' } });
    expect(stdout).toContain(`${csi}3`);
  });

  it('a file is 120 columns wide, whatever the terminal', async () => {
    const file = join(dir, 'table.txt');
    await runCli([...scan, '-o', file], { env: { ...bareEnvironment, COLUMNS: '40' } });
    const text = await readFile(file, 'utf8');
    expect(text).toContain(' → ');
    expect(widest(text)).toBeLessThanOrEqual(120);
  });
});

it('a fault of the program is told as one, with its stack, and exits 70', async () => {
  const breaker = join(dir, 'breaker.mjs');
  await writeFile(breaker, 'JSON.stringify = () => { throw new TypeError("broken"); };');
  const run = await runCli(['config'], {
    env: { ...bareEnvironment, NODE_OPTIONS: `--import ${breaker}` },
    cwd: dir,
  });
  expect(run).toMatchObject({ code: 70, stdout: '' });
  expect(run.stderr).toMatch(
    /^internal error: this is a fault of vpc-path-auditor, please report it with what follows\nTypeError: broken\n +at /,
  );
});
