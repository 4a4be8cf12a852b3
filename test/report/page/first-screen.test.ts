import { describe, expect, it } from 'vitest';
import type { ScopeCoverage } from '#model/coverage.ts';
import type { Fix } from '#report/fixes.ts';
import { bedrockSentence } from '#report/page/sections/bedrock-sentence.ts';
import { ownerOf } from '#report/page/sections/fix-owner.ts';
import { serviceName, time } from '#report/page/words.ts';
import { type Seen, toSeen } from '#report/seen.ts';
import { aCoverage, aScopeCoverage } from '#test/builders/coverage.ts';

/** What was seen of one account, in a Region for each of these. */
const seenOf = (statuses: readonly ScopeCoverage['status'][]): Seen =>
  toSeen({
    coverage: aCoverage(
      statuses.map((status, index) => ({
        ...aScopeCoverage({ accountId: '111122223333', region: `us-west-${index}` }),
        status,
      })),
    ),
  });

describe('the answer in a sentence', () => {
  it.each([
    [0, 0, 0, 'No private path to Bedrock was found'],
    [1, 0, 0, 'The one Bedrock path is open'],
    [3, 0, 0, 'All 3 Bedrock paths are open'],
    [0, 1, 0, '1 of 1 Bedrock path is broken'],
    [2, 1, 1, '1 of 4 Bedrock paths is broken'],
    [1, 1500, 0, '1,500 of 1,501 Bedrock paths are broken'],
    [2, 0, 1, 'Whether 1 of 3 Bedrock paths works is not known'],
    [0, 0, 2, 'Whether 2 of 2 Bedrock paths work is not known'],
  ])('%i open, %i broken, %i unknown: %s', (open, broken, unknown, sentence) => {
    const bedrock = { open, broken, unknown, of: open + broken + unknown };
    expect(bedrockSentence({ bedrock, seen: seenOf(['complete']) })).toBe(sentence);
  });

  it.each<[number, ScopeCoverage['status'][], string]>([
    [0, ['complete', 'failed'], 'No private path to Bedrock was found, but not all was read'],
    [0, ['failed'], 'No private path to Bedrock was found, but nothing was read'],
    [0, [], 'No private path to Bedrock was found, but nothing was read'],
    [1, ['partial'], 'The one Bedrock path is open, but not all was read'],
    [2, ['complete', 'failed'], 'All 2 Bedrock paths are open, but not all was read'],
  ])('%i open, of scopes %j: %s', (open, scopes, sentence) => {
    const bedrock = { open, broken: 0, unknown: 0, of: open };
    expect(bedrockSentence({ bedrock, seen: seenOf(scopes) })).toBe(sentence);
  });
});

const fix = (fields: Partial<Fix>): Fix => ({
  rule: 'rule',
  ruleUrl: '',
  severity: 'high',
  status: 'failed',
  fixOwner: '111122223333',
  fixOwnerName: null,
  ownerTags: {},
  title: '',
  remediation: '',
  others: 0,
  findings: 1,
  findingId: '',
  paths: 0,
  pathId: null,
  isBedrock: false,
  ...fields,
});

describe('whose a fix is', () => {
  it.each<[Partial<Fix>, string]>([
    [{}, 'account 111122223333'],
    [{ fixOwnerName: 'hub' }, 'account hub (111122223333)'],
    [{ ownerTags: { team: 'network' } }, 'account 111122223333 (team network)'],
    [
      { fixOwnerName: 'hub', ownerTags: { team: 'network', cost: '7' } },
      'account hub (111122223333, team network, cost 7)',
    ],
    [{ fixOwner: null, ownerTags: { team: 'network' } }, 'an owner who is not known (team network)'],
  ])('%j: %s', (fields, told) => {
    expect(ownerOf(fix(fields))).toBe(told);
  });
});

describe('words', () => {
  it.each([
    ['2026-11-22T03:01:00.000Z', '22 Nov 2026, 03:01 UTC'],
    ['soon', 'soon'],
  ])('%s is told as %s', (iso, told) => {
    expect(time(iso)).toBe(told);
  });

  it.each([
    ['com.amazonaws.us-west-2.bedrock-runtime', 'us-west-2', 'bedrock-runtime'],
    ['com.amazonaws.us-west-2.ecr.api', 'us-west-2', 'ecr.api'],
    ['com.amazonaws.vpce.us-west-2.vpce-svc-1', 'us-west-2', 'vpce-svc-1'],
    ['com.amazonaws.iam', 'us-east-1', 'com.amazonaws.iam'],
    ['odd', null, 'odd'],
    [null, null, 'no service name'],
  ])('the service %s in %s is %s', (name, region, told) => {
    const service = { name, region, owner: null, ownerSource: 'unknown', family: null, ports: null } as const;
    expect(serviceName({ service })).toBe(told);
  });
});
