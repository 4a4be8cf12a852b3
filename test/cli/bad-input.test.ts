import { once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { organizationDir } from '#cli/commands/demo.ts';
import { bareEnvironment, runCli } from '#test/builders/run-cli.ts';

const dir = await mkdtemp(join(tmpdir(), 'bad-input-'));
await writeFile(join(dir, 'file'), '');
await mkdir(join(dir, 'cut', '111111111111'), { recursive: true });
await writeFile(join(dir, 'cut', 'organization.json'), '{"Accounts": [{"Id": "111111111111"}]}');
await writeFile(join(dir, 'cut', '111111111111', 'us-west-2.json'), '{"VpcEndpoints": [');
await mkdir(join(dir, 'typed', '111111111111'), { recursive: true });
await writeFile(join(dir, 'typed', 'organization.json'), '{"Accounts": [{"Id": "111111111111"}]}');
await writeFile(
  join(dir, 'typed', '111111111111', 'us-west-2.json'),
  '{"VpcEndpoints": [{"VpcEndpointId": "vpce-1"}, {"VpcEndpointId": "vpce-2", "State": 5}]}',
);
await mkdir(join(dir, 'twice'));
await writeFile(
  join(dir, 'twice', 'organization.json'),
  '{"Accounts": [{"Id": "111111111111"}, {"Id": "111111111111"}]}',
);

/** Bad input gets one clear line that names what is wrong, nothing on stdout, and exit 2. */
it.each<[string, string[], RegExp]>([
  ['an unknown command', ['scam'], /unknown command 'scam'/],
  ['an unknown flag', ['scan', '--snapshoot', dir], /unknown option '--snapshoot'/],
  ['a wrong account', ['scan', '--accounts', '123'], /"123" is not a 12-digit account ID/],
  ['a wrong Region', ['scan', '--regions', 'us-west-2,tokyo'], /"tokyo" is not a Region/],
  ['a wrong format', ['scan', '--format', 'xml'], /table, json/],
  ['a wrong severity', ['scan', '--fail-on', 'bad'], /Allowed choices are/],
  ['a wrong port', ['sandbox', '--snapshot', dir, '--port', '99999'], /0 to 65535/],
  ['a missing directory', ['scan', '--snapshot', join(dir, 'none')], /none: .*no such file/],
  ['a directory without organization.json', ['scan', '--snapshot', dir], /organization\.json/],
  ['truncated JSON', ['scan', '--snapshot', join(dir, 'cut')], /us-west-2\.json: is not whole JSON/],
  ['a wrong type', ['scan', '--snapshot', join(dir, 'typed')], /us-west-2\.json: VpcEndpoints\[1\]\.State: /],
  [
    'a duplicate account',
    ['scan', '--snapshot', join(dir, 'twice')],
    /Accounts\[1\]\.Id: 111111111111 is listed twice/,
  ],
  ['a missing configuration', ['scan', '--config', join(dir, 'none.json')], /none\.json: cannot be read/],
  ['a capture without --out', ['capture'], /--out/],
  [
    'an empty path',
    ['scan', '--snapshot', ''],
    /--snapshot <dir>' argument '' is invalid\. It must not be empty/,
  ],
  ['an empty name', ['scan', '--role-name', ' '], /--role-name <name>'.* It must not be empty/],
  [
    'a name that is none, before anybody is asked',
    ['scan', '--role-name', 'the role'],
    /--role-name <name>' argument 'the role' is invalid\. It is no name of a role/,
  ],
  [
    'the same of the role that publishes',
    ['doctor', '--publish-role-name', '*'],
    /--publish-role-name <name>' argument '\*' is invalid\. It is no name of a role/,
  ],
  [
    'a role for a snapshot, naming the flag',
    ['scan', '--snapshot', organizationDir, '--publish-role-name', 'tell'],
    /^error: .*--publish-role-name .*; a snapshot is read whole\n$/,
  ],
  [
    'an output that is a directory, before anything is read',
    ['scan', '--snapshot', join(dir, 'cut'), '-o', dir],
    /^error: .*: is a directory\n$/,
  ],
  [
    'an output in a file, before anything is read',
    ['scan', '--snapshot', join(dir, 'cut'), '-o', join(dir, 'file', 'r.json')],
    /^error: .*r\.json: cannot be written: not a directory \(ENOTDIR\)\n$/,
  ],
  [
    'an output in a missing directory, before anything is read',
    ['scan', '--snapshot', join(dir, 'cut'), '-o', join(dir, 'none', 'r.json')],
    /^error: .*r\.json: cannot be written: no such file/,
  ],
  [
    'a capture into a file',
    ['capture', '--snapshot', join(dir, 'typed'), '--out', join(dir, 'file')],
    /file: cannot be/,
  ],
])('%s', async (_, args, message) => {
  const { code, stdout, stderr } = await runCli(args, { env: bareEnvironment, cwd: dir });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});

it('an endpoint that is no URL: exit 2, naming the variable', async () => {
  const env = { ...bareEnvironment, AWS_ENDPOINT_URL_EC2: 'localhost', AWS_ACCESS_KEY_ID: 'x' };
  const { code, stderr } = await runCli(['scan'], { env, cwd: dir });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'error: AWS_ENDPOINT_URL_EC2: "localhost" is not a URL such as http://127.0.0.1:4566\n',
  });
});

it('a port in use: exit 2, naming the port', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { code, stdout, stderr } = await runCli(
    ['sandbox', '--snapshot', organizationDir, '--port', String(port)],
    { cwd: dir },
  );
  taken.close();
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(`error: --port ${port}: cannot be used: address already in use (EADDRINUSE)\n`);
});

const AWS_CONFIG_FILE = join(dir, 'aws-config');
await writeFile(AWS_CONFIG_FILE, '[profile audit]\nregion = us-west-2\n');

it('no credentials: exit 4, and the command that renews them', async () => {
  const { code, stdout, stderr } = await runCli(['scan'], {
    env: { ...bareEnvironment, AWS_CONFIG_FILE, AWS_PROFILE: 'audit' },
    cwd: dir,
  });
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  expect(stderr).toMatch(/aws sso login --profile audit/);
});

it.each([
  ['doctor', AWS_CONFIG_FILE, 'there is audit'],
  ['scan', '/dev/null', 'there is none at all'],
])('a profile that nobody set up: exit 4, and no word of renewing: %s', async (command, config, others) => {
  const run = await runCli([command, '--profile', "no'such"], {
    env: { ...bareEnvironment, AWS_CONFIG_FILE: config, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' },
    cwd: dir,
  });
  expect(run).toEqual({
    code: 4,
    stdout: '',
    stderr: `error: no AWS profile is named "no'such" (${others}): name another, or set it up with \`aws configure --profile 'no'\\''such'\`\n`,
  });
});

it('AWS out of reach: exit 4, saying that it could not be reached', async () => {
  const env = { ...bareEnvironment, AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_REGION: 'us-west-2' };
  const { code, stderr } = await runCli(['scan'], {
    env: { ...env, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' },
    cwd: dir,
  });
  expect(code).toBe(4);
  expect(stderr).toMatch(/could not be reached/);
});

it.each([
  [200, 'the answer has no account ID'],
  [407, 'HTTP 407'],
])('another than AWS answers, with %i: exit 4, and no word of renewing', async (status, told) => {
  const other = createHttpServer((_, response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<html></html>');
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const env = { ...bareEnvironment, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_REGION: 'us-west-2' };
  const { code, stdout, stderr } = await runCli(['scan'], {
    env: { ...env, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' },
    cwd: dir,
  });
  other.close();
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  expect(stderr).toMatch(/^error: AWS could not say who asks \(.*\): .*AWS_ENDPOINT_URL.*\n$/);
  expect(stderr).toContain(told);
});

it('a Region in the environment that is none: exit 2, naming the variable', async () => {
  const { code, stdout, stderr } = await runCli(['scan'], {
    env: { ...bareEnvironment, AWS_REGION: 'Bad Region' },
    cwd: dir,
  });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/AWS_REGION: "Bad Region" is not a Region/);
});

it('--help goes to stdout and exits 0', async () => {
  const { code, stdout } = await runCli(['--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Examples:/);
});
