import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { organizationDir } from '#cli/commands/demo.ts';
import { bareEnvironment, runCli as run } from '#test/builders/run-cli.ts';

/* A result made into something else, and two results compared: the demo's organization, and what became of it. */

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const dir = await mkdtemp(join(tmpdir(), 'report-'));
const [before, after] = [join(dir, 'before.json'), join(dir, 'after.json')];

/** The next night: Tokyo's Region could not be read, and an endpoint in the hub has gone. */
const change = async (snapshot: string): Promise<void> => {
  await cp(organizationDir, snapshot, { recursive: true });
  await writeFile(join(snapshot, '222222222222', 'ap-northeast-1.json'), '{}');
  const hub = join(snapshot, '111111111111', 'us-west-2.json');
  const { VpcEndpoints, ...others } = JSON.parse(await readFile(hub, 'utf8')) as {
    VpcEndpoints: { ServiceName?: string }[];
  };
  await writeFile(
    hub,
    JSON.stringify({
      ...others,
      VpcEndpoints: VpcEndpoints.filter(({ ServiceName }) => !ServiceName?.endsWith('.sqs')),
    }),
  );
};

beforeAll(async () => {
  await change(join(dir, 'changed'));
  await runCli(['scan', '--snapshot', organizationDir, '--format', 'json', '-o', before]);
  await runCli(['scan', '--snapshot', join(dir, 'changed'), '--format', 'json', '-o', after]);
}, 60_000);

/** Wide enough that a row is a line. */
const runCli = (args: readonly string[]) => run(args, { env: { ...bareEnvironment, COLUMNS: '400' } });

const inShell = (script: string) =>
  promisify(execFile)('bash', ['-c', script], {
    env: { ...bareEnvironment, MAIN: main, NODE: process.execPath },
    cwd: dir,
  });

/** The first result, as somebody changed it. */
const edited = async (name: string, edit: (result: Record<string, unknown>) => object): Promise<string> => {
  const file = join(dir, name);
  await writeFile(
    file,
    JSON.stringify(edit(JSON.parse(await readFile(before, 'utf8')) as Record<string, unknown>)),
  );
  return file;
};

describe('report', () => {
  it.each<[string, RegExp]>([
    ['markdown', /^## Private paths: Bedrock 3 open, 1 broken, 0 unknown\n/],
    ['csv', /^\ufeffkind,id,[^\n]*\r\npath,vpc-/],
    ['html', /^<!doctype html>/i],
    ['asff', /^\[\n {2}\{\n {4}"SchemaVersion": "2018-10-08"/],
  ])('makes %s of a result', async (format, expected) => {
    const { code, stdout, stderr } = await runCli(['report', before, '--format', format]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(expected);
  });

  it('tells what changed since an earlier one', async () => {
    const { stdout } = await runCli(['report', after, '--since', before, '--format', 'markdown']);
    expect(stdout).toMatch(/^\*\*Since 2\S+\*\*: paths: 1 gone, \d+ of which it cannot be said; findings: /m);
    expect(stdout).toMatch(/^\| path gone \| .*`sqs` in us-west-2/m);
    expect(stdout).toMatch(/^\| path not seen now \| .*not read: 222222222222 ap-northeast-1 \|$/m);
  });

  it('reads stdin, gzipped or not, and writes a file', async () => {
    await inShell('gzip -c before.json | "$NODE" "$MAIN" report - --format csv -o stdin.csv');
    const { stdout } = await runCli(['report', before, '--format', 'csv']);
    expect(await readFile(join(dir, 'stdin.csv'), 'utf8')).toBe(stdout);
  });

  it.each<[string, string[], RegExp]>([
    ['no format', [before], /--format <name>' not specified/],
    [
      'a format for something else',
      [before, '--format', 'table'],
      /Allowed choices are html, markdown, csv, asff/,
    ],
    ['no file', ['--format', 'csv'], /missing required argument 'result'/],
    [
      'a missing file',
      [join(dir, 'none.json'), '--format', 'csv'],
      /none\.json: cannot be read: no such file/,
    ],
    [
      'a snapshot',
      [join(organizationDir, 'organization.json'), '--format', 'csv'],
      /organization\.json: is not a result/,
    ],
    [
      'a missing earlier result',
      [before, '--since', join(dir, 'none'), '--format', 'html'],
      /none: cannot be read/,
    ],
    [
      'an earlier result that the format tells nothing of',
      [before, '--since', before, '--format', 'csv'],
      /^error: --since: --format csv does not tell what changed; table, html, markdown and `diff` do\n$/,
    ],
    ['stdin twice', ['-', '--since', '-', '--format', 'csv'], /only one of them can be stdin/],
    ['an output that is a directory', [before, '--format', 'csv', '-o', dir], /is a directory/],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await runCli(['report', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('scan', () => {
  it('tells what changed, in the formats for people', async () => {
    const args = ['scan', '--snapshot', join(dir, 'changed'), '--since', before, '--allow-incomplete'];
    const { code, stdout } = await runCli([...args, '--format', 'table', '--format', 'markdown']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Changes since 2\S+$/m);
    expect(stdout).toMatch(/^gone +was /m);
    expect(stdout).toMatch(/^\| path gone \| /m);
  });

  it('refuses an earlier result that none of the formats tells of, before anything is read', async () => {
    const args = ['scan', '--snapshot', join(dir, 'none'), '--since', before];
    const { code, stderr } = await runCli([...args, '--format', 'json', '--format', 'csv']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'error: --since: --format json, csv does not tell what changed; table, html, markdown and `diff` do\n',
    });
  });

  it('refuses an earlier result that is none, before anything is read', async () => {
    const { code, stderr } = await runCli(['scan', '--snapshot', organizationDir, '--since', main]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: .*main\.ts: is not whole JSON: [^\n]*\n$/);
  });
});

describe('diff', () => {
  it('says what changed, and what cannot be said', async () => {
    const { code, stdout } = await runCli(['diff', before, after]);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^gone +was same-region-aws-service, blocked +network-hub us-west-2 vpc-\w+ +sqs in us-west-2 +vpce-\w+$/m,
    );
    expect(stdout).toMatch(/^Paths: 0 new, 1 gone, /m);
    expect(stdout).toMatch(/^Of \d+ paths and \d+ findings it cannot be said whether they changed:$/m);
    expect(stdout).toMatch(/^not seen now +not read: 222222222222 ap-northeast-1 /m);
  });

  it('of a result and itself says that nothing changed', async () => {
    const { code, stdout } = await runCli(['diff', before, before, '--exit-code']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Changes since 2\S+\n\nNothing changed\.\n$/);
  });

  it('exits 1 when something changed, 3 when not all was read, only where that is asked for', async () => {
    const without = await edited('without.json', (result) => ({ ...result, paths: [] }));
    expect(await runCli(['diff', before, without, '--exit-code'])).toMatchObject({ code: 1 });
    expect(await runCli(['diff', before, after, '--exit-code'])).toMatchObject({ code: 3 });
    expect(await runCli(['diff', before, without])).toMatchObject({ code: 0 });
  });

  it('refuses results of two partitions, and warns of two organizations', async () => {
    const china = await edited('china.json', (result) => ({ ...result, partition: 'aws-cn' }));
    const refused = {
      code: 2,
      stdout: '',
      stderr: 'error: the results are of different partitions, aws and aws-cn: there is nothing to compare\n',
    };
    expect(await runCli(['diff', before, china])).toMatchObject(refused);
    expect(await runCli(['report', china, '--since', before, '--format', 'html'])).toMatchObject(refused);
    const other = await edited('other.json', (result) => ({
      ...result,
      coverage: { complete: true, scopes: [], suggestions: [] },
    }));
    const { stdout } = await runCli(['diff', before, other]);
    expect(stdout).toMatch(/^Mind: They have no account in common/m);
  });

  it('keeps the escape sequences of a result off the terminal', async () => {
    const evil = '\u001b]0;title\u0007\u202e';
    const hostile = await edited('hostile.json', (result) => ({
      ...result,
      startedAt: `2020${evil}`,
      paths: (result['paths'] as { consumer: object }[]).map((path) => ({
        ...path,
        id: `${evil}${JSON.stringify(path.consumer)}`,
        consumer: { ...path.consumer, accountName: evil, region: evil },
      })),
    }));
    for (const files of [
      [before, hostile],
      [hostile, before],
    ]) {
      const { stdout } = await runCli(['diff', ...files]);
      expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(stdout).toMatch(/title/);
    }
  });
});
