import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '#app/input-error.ts';
import { loadConfig } from '#app/load-config.ts';
import { configSchema } from '#model/config.ts';

const fileWith = async (text: string | Buffer): Promise<string> => {
  const file = join(await mkdtemp(join(tmpdir(), 'config-')), 'config.json');
  await writeFile(file, text);
  return file;
};

describe('loadConfig', () => {
  it('has a default for everything', async () => {
    expect(await loadConfig(null, {})).toEqual(configSchema.parse({}));
  });

  it('publishes every class but peering-routed-aws-service unless asked', () => {
    const { publishedClasses } = configSchema.parse({});
    expect(publishedClasses).toContain('peering-routed-bedrock');
    expect(publishedClasses).not.toContain('peering-routed-aws-service');
  });

  it('prefers the flag to the environment', async () => {
    const flag = await fileWith('{"refreshAfterDays": 30}');
    const env = await fileWith('{"refreshAfterDays": 40}');
    expect((await loadConfig(flag, { VPC_PATH_AUDITOR_CONFIG: env })).refreshAfterDays).toBe(30);
    expect((await loadConfig(null, { VPC_PATH_AUDITOR_CONFIG: env })).refreshAfterDays).toBe(40);
  });

  it('reads over the mark that editors on Windows begin a file with', async () => {
    const file = await fileWith('\uFEFF{"refreshAfterDays": 30}');
    expect((await loadConfig(file, {})).refreshAfterDays).toBe(30);
  });

  it('takes an empty variable for one that is not set', async () => {
    expect(await loadConfig(null, { VPC_PATH_AUDITOR_CONFIG: '' })).toEqual(configSchema.parse({}));
  });

  it.each([
    ['an unknown key', '{"refreshAfterDay": 30}', /unknown key "refreshAfterDay"/],
    ['a wrong value', '{"refreshAfterDays": 90}', /refreshAfterDays: /],
    ['a wrong element', '{"publishedClasses": ["resource", "x"]}', /publishedClasses\[1\]: /],
    [
      'a rule that does not exist',
      '{"rules": {"conection-path": {}}}',
      /no rule "conection-path", but .*connection-path/,
    ],
    [
      'an exemption of a rule that does not exist',
      '{"exemptions": [{"rule": "x", "resource": "vpce-1", "until": "2027-01-31", "reason": "r", "owner": "o"}]}',
      /exemptions\[0\]\.rule: there is no rule "x"/,
    ],
    [
      'an exemption of everything',
      '{"exemptions": [{"rule": "x", "until": "2027-01-31", "reason": "r", "owner": "o"}]}',
      /exemptions\[0\]\.resource: an exemption names/,
    ],
    ['a rule that JavaScript would hide', '{"rules": {"__proto__": {}}}', /unknown key "__proto__"/],
    ['a service that it would hide', '{"servicePorts": {"__proto__": [1]}}', /unknown key "__proto__"/],
    [
      'a page that is none of the web',
      '{"catalogueUrl": "javascript:alert(1)"}',
      /catalogueUrl: not a web address/,
    ],
    ['a central mode without a place', '{"publishing": {"mode": "central"}}', /publishing\.central: /],
    [
      'a place that is none',
      '{"publishing": {"central": {"accountId": "1", "region": "us-west-2"}}}',
      /publishing\.central\.accountId: an account ID is 12 digits/,
    ],
    ['text that is not JSON', '{"refreshAfterDays": ', /not JSON/],
    [
      'lists in lists without end',
      `{"ownerTags": ${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
      /is nested too deeply/,
    ],
    [
      'text in another encoding',
      Buffer.from('{"ownerTags": ["\u00e9quipe"]}', 'latin1'),
      /is not UTF-8 text/,
    ],
    [
      'text that an editor on Windows wrote',
      Buffer.from('\uFEFF{"refreshAfterDays": 30}', 'utf16le'),
      /is not UTF-8 text but UTF-16/,
    ],
    [
      'a Region that is missing where * may stand',
      '{"allowedRegions": [{"to": ["*"]}]}',
      /allowedRegions\[0\]\.from: .*expected string, received undefined/,
    ],
    [
      'a number where * may stand',
      '{"allowedRegions": [{"from": "*", "to": ["us-west-2", 2]}]}',
      /allowedRegions\[0\]\.to\[1\]: .*expected string, received number/,
    ],
  ])('refuses %s, naming file and field', async (_, text, message) => {
    const file = await fileWith(text);
    await expect(loadConfig(file, {})).rejects.toThrow(InputError);
    await expect(loadConfig(file, {})).rejects.toThrow(message);
    await expect(loadConfig(file, {})).rejects.toThrow(file);
  });

  it('refuses a named file that is not there', async () => {
    await expect(loadConfig('/nonexistent/config.json', {})).rejects.toThrow(/cannot be read/);
  });
});
