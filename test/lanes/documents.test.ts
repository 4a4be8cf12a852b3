import { execFile, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { access, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/demo/files.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { words } from '#test/builders/apply-steps.ts';
import cdk from '../../infra/cdk.json' with { type: 'json' };
import { readSettings } from '../../infra/settings.ts';
import manifest from '../../package.json' with { type: 'json' };
import { commandsIn } from './documents/commands.ts';

/*
 * Every command that a document shows is run in bash as it stands, with this program, the AWS CLI and AWS on loopback
 * (documents/shell.sh). What is not run here is in the table `elsewhere`, each with the reason and with what is held
 * instead. A command that is neither fails, and so does an entry that no document needs.
 */

const execute = promisify(execFile);

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');

const sandbox = createSandbox({ snapshot: await readSnapshot(organizationDir) });
const server = await serveSandbox(sandbox);
const scratch = await mkdtemp(join(tmpdir(), 'documents-'));

/** What stands in documents for what the reader fills in. */
const filledIn: [placeholder: string, value: string][] = [
  ['<the URL it prints>', server.url],
  ['<Bucket>', 'vpc-path-auditor-store'],
  ['<runId>', 'run-1'],
  ['accountId=...', 'accountId=111122223333'],
];

/** Exit codes other than 0 that are as they should be. */
const exits: { script: RegExp; code: number; because: string }[] = [
  {
    script: /^npm run --silent auditor -- explain .*--service bedrock-runtme /,
    code: 2,
    because: 'it shows how a name that nobody knows is refused',
  },
];

type Elsewhere = { command: RegExp; because: string; holds?: (command: string) => Promise<void> | void };

/** The settings that CDK would read: `-c key=value`. */
const expectSettings = (command: string): void => {
  const given = [...command.matchAll(/-c (\w+)=(\S+)/g)].map(([, key = '', value = '']) => [key, value]);
  expect(readSettings({ ...cdk.context, ...Object.fromEntries(given) })).toBeTypeOf('object');
};

const expectPath = async (command: string): Promise<void> => {
  const path = words(command).find((word) => word.startsWith('test/')) ?? '';
  await access(join(root, path));
};

const elsewhere: Elsewhere[] = [
  {
    command: /^npm (?:ci|test|run demo|run check|pack)$/,
    because: '.ci/run runs it, in a clean clone',
    holds: async (command) => expect(await read('.ci/run')).toContain(command),
  },
  {
    command: /^npm run (?:format|lint|types|generate|synth)$/,
    because: 'npm run check runs it, or its check',
    holds: () => expect(manifest.scripts.check).toMatch(/biome.*oxlint.*types.*generate.*synth/),
  },
  { command: /^npm run bench\b/, because: 'takes minutes; test/bench runs its parts' },
  { command: /^npm run picture$/, because: 'changes the pictures, which test/house/readme.test.ts looks at' },
  { command: /^npm run package\b/, because: 'test/lanes/package.test.ts runs it' },
  {
    command: /^npm run (?:deploy|synth)(?: -- |$)|^npx cdk destroy /,
    because: 'needs an AWS account, or a minute; its settings are read as CDK reads them',
    holds: expectSettings,
  },
  {
    command: /^npx cdk bootstrap aws:\/\/\d{12}\/[a-z\d-]+ -c cli-telemetry=false --no-notices$/,
    because: 'needs an AWS account',
  },
  {
    command: /^npm test -- test\/|^npx vitest run test\//,
    because: 'would be tests within a test',
    holds: expectPath,
  },
  { command: /^git (?:pull|diff)\b/, because: 'needs a remote repository' },
];

const holdElsewhere = async (command: string): Promise<void> => {
  const script = /^npm run (?:--silent )?(\S+)/.exec(command)?.[1];
  if (script !== undefined) expect(Object.keys(manifest.scripts)).toContain(script);
  const entry = elsewhere.find((one) => one.command.test(command));
  if (entry === undefined) throw new Error(`neither run here nor in the table of what is not: ${command}`);
  needed.add(entry);
  await entry.holds?.(command);
};

const needed = new Set<unknown>();
let ran = 0;

/** The links that a command needs to find the repository's files from a folder of its own. */
const openFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(scratch, 'block-'));
  for (const path of ['src', 'events', 'infra', 'docs']) await symlink(join(root, path), join(folder, path));
  return folder;
};

const environment = (folder: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: folder,
  NO_COLOR: '1',
  ROOT: root,
  NODE: process.execPath,
  NOTED: join(folder, '.noted'),
  FAILED: join(folder, '.failed'),
  SCRATCH: folder,
  AWS_ENDPOINT_URL: server.url,
  AWS_REGION: 'us-west-2',
  AWS_DEFAULT_REGION: 'us-west-2',
  AWS_ACCESS_KEY_ID: 'x',
  AWS_SECRET_ACCESS_KEY: 'x',
  AWS_MAX_ATTEMPTS: '1',
  AWS_EC2_METADATA_DISABLED: 'true',
  PYENV_VERSION: process.env['PYENV_VERSION'],
});

const linesOf = async (path: string): Promise<string[]> =>
  (await readFile(path, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');

/** Runs a script as somebody would who copies it into a terminal: each command, whatever became of the one before. */
const runScript = async (script: string) => {
  const folder = await openFolder();
  const prologue = `source "$ROOT/test/lanes/documents/shell.sh"\nset -o pipefail\ntrap 'echo $? >>"$FAILED"' ERR\n`;
  const { stdout, stderr } = await execute('bash', ['-c', `${prologue}${script}\n:\n`], {
    cwd: folder,
    env: environment(folder),
    maxBuffer: 64_000_000,
  });
  return {
    noted: await linesOf(join(folder, '.noted')),
    failed: await linesOf(join(folder, '.failed')),
    output: `${stdout}\n${stderr}`,
  };
};

const documents = globSync(['*.md', '{docs,infra,bench,src,test}/**/*.md'], {
  cwd: root,
  exclude: (path) => path.includes('node_modules'),
});
const shown = (
  await Promise.all(documents.sort().map(async (path) => commandsIn(path, await read(path))))
).flat();
const distinct = [...Map.groupBy(shown, ({ script }) => script).values()].flatMap(([first]) => first ?? []);

/** Where a machine lacks one of these, what needs it is left out, and the lane says so. */
const lacks = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status !== 0;
const missing = ['aws', 'jq', 'gzip'].filter(lacks);
const needsMissing = ({ script }: { script: string }): boolean =>
  missing.some((program) => new RegExp(`\\b${program} `).test(script));
const runnable = distinct.filter((one) => !needsMissing(one));
if (missing.length > 0)
  console.log(
    `documents lane: ${missing.join(', ')} is not here, ${distinct.length - runnable.length} left out`,
  );

const isExpected = (script: string, code: string): boolean => {
  const entry = exits.find((one) => one.script.test(script) && one.code === Number(code));
  if (entry !== undefined) needed.add(entry);
  return entry !== undefined;
};

afterAll(async () => {
  console.log(`documents lane: ran ${ran} blocks and commands, shown in ${shown.length} places`);
  await server.close();
  await rm(scratch, { recursive: true, force: true });
});

/** What is wrong with a script, told; nothing when it does what its document shows. */
const problemsOf = async (script: string): Promise<string[]> => {
  const filled = filledIn.reduce((held, [name, value]) => held.replaceAll(name, value), script);
  const open = [...filled.matchAll(/<[a-z][^>]*>/gi)].map(([placeholder]) => `what is ${placeholder}?`);
  if (open.length > 0) return open;
  const { noted, failed, output } = await runScript(filled);
  const exited = failed
    .filter((code) => !isExpected(script, code))
    .map((code) => `exit ${code}:\n${output.slice(-3000)}`);
  const unknown = output.match(/.*(?:command not found|syntax error).*/g) ?? [];
  const refused = await Promise.all(
    noted.map((command) =>
      holdElsewhere(command).then(
        () => [],
        (error: unknown) => [String(error)],
      ),
    ),
  );
  return [...exited, ...unknown, ...refused.flat()];
};

describe('a command that is wrong is told', () => {
  it.each([
    ['npm run --silent auditor -- scan --nonsense', /^exit 2:[^]*unknown option/],
    ['npm run nonsense', /nonsense/],
    ['npm run deploy -- -c accountId=12', /accountId/],
    ['npm test -- test/nonsense', /nonsense/],
    ['nonsense --help', /command not found/],
    ['echo <Nonsense>', /what is <Nonsense>/],
  ])('%s', async (script, problem) => {
    expect((await problemsOf(script)).join('\n')).toMatch(problem);
  });

  it
    .skipIf(missing.includes('aws'))
    .each([
      'aws ec2 describe-nonsense',
      'aws ec2 describe-vpcs --nonsense',
      'aws lambda invoke --function-name vpc-path-auditor-audit:live --payload file://nonsense.json reply.json',
    ])('%s', async (script) => {
    expect((await problemsOf(script)).join('\n')).toMatch(/^exit 252:/);
  });
});

describe('the documents', () => {
  it('are all there', () => {
    for (const document of ['README.md', 'README.ja.md', 'CONTRIBUTING.md', 'docs/operations.md'])
      expect(shown.map((one) => one.document)).toContain(document);
  });

  it.each(runnable)('$document:$line $script', { timeout: 120_000 }, async ({ script }) => {
    expect(await problemsOf(script)).toEqual([]);
    ran += 1;
  });

  it('need every exception that is made for them', () => {
    expect([...exits, ...elsewhere].filter((entry) => !needed.has(entry))).toEqual([]);
  });
});
