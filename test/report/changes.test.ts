import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScopeCoverage } from '#model/coverage.ts';
import type { PublishedFinding } from '#model/finding.ts';
import { operations } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { type Changes, hasChanged, isUnsure, toChanges } from '#report/changes.ts';
import { aConnectionPath } from '#test/builders/connection-path.ts';
import { aCoverage, aScopeCoverage } from '#test/builders/coverage.ts';
import { aFinding, oregon, tokyo } from '#test/builders/findings.ts';
import { aResult } from '#test/builders/result.ts';

type Parts = {
  paths?: ConnectionPath[];
  findings?: PublishedFinding[];
  scopes?: ScopeCoverage[];
} & Partial<ScanResult>;

/** A result over Tokyo and Oregon, all of them read. */
const over = ({ scopes = [aScopeCoverage(tokyo), aScopeCoverage(oregon)], ...fields }: Parts = {}) =>
  aResult({ coverage: aCoverage(scopes), ...fields });

const path = aConnectionPath();
const all = Object.values(operations);
const told = (finding: Partial<PublishedFinding> = {}): PublishedFinding => {
  const { dependsOn: _, ...published } = aFinding({ rule: 'bedrock-path-broken' });
  return { ...published, status: 'failed', severity: 'high', ...finding };
};

/** The ID of a sketch, or of the one that is kept with something else. */
const idOf = (item: object): string =>
  'id' in item ? String(item.id) : Object.values(item).flatMap((value) => value?.id ?? [])[0];

/** Only the lists that hold something, by the IDs in them. */
const lists = (changes: Changes): Record<string, string[]> => {
  const named = [
    ...Object.entries(changes.paths),
    ...Object.entries(changes.findings).map(([name, list]) => [`finding ${name}`, list] as const),
  ];
  return Object.fromEntries(
    named.filter(([, list]) => list.length > 0).map(([name, list]) => [name, list.map(idOf)]),
  );
};

describe('paths', () => {
  it.each<[string, Parts, Parts, Record<string, string[]>]>([
    ['nothing changed', { paths: [path] }, { paths: [path] }, {}],
    ['a path is new', {}, { paths: [path] }, { new: [path.id] }],
    ['a path is gone', { paths: [path] }, {}, { gone: [path.id] }],
    [
      'its verdict changed',
      { paths: [path] },
      { paths: [aConnectionPath({ verdict: 'blocked' })] },
      { verdictChanged: [path.id] },
    ],
    [
      'its class changed',
      { paths: [path] },
      { paths: [aConnectionPath({ class: 'unclassified' })] },
      { classChanged: [path.id] },
    ],
    [
      'the endpoint’s scope was not read now',
      { paths: [path] },
      { scopes: [aScopeCoverage(tokyo), aScopeCoverage(oregon, all)] },
      { notSeen: [path.id] },
    ],
    [
      'the endpoint’s scope was not planned now',
      { paths: [path] },
      { scopes: [aScopeCoverage(tokyo)] },
      { notSeen: [path.id] },
    ],
    [
      'the endpoint’s scope was left out now',
      { paths: [path] },
      {
        scopes: [
          aScopeCoverage(tokyo),
          { ...aScopeCoverage(oregon), region: '*', status: 'excluded', reads: [] },
        ],
      },
      { notSeen: [path.id] },
    ],
    [
      'the peerings of the endpoint’s side were not read now',
      { paths: [path] },
      { scopes: [aScopeCoverage(tokyo), aScopeCoverage(oregon, [operations.VpcPeeringConnections])] },
      { notSeen: [path.id] },
    ],
    [
      'the peerings of the client’s side were not read now, and had been',
      { paths: [path] },
      { scopes: [aScopeCoverage(tokyo, [operations.VpcPeeringConnections]), aScopeCoverage(oregon)] },
      { notSeen: [path.id] },
    ],
    [
      'the client’s side was never read',
      { paths: [path], scopes: [aScopeCoverage(oregon)] },
      { scopes: [aScopeCoverage(oregon)] },
      { gone: [path.id] },
    ],
    [
      'what could not be read has no part in whether it is there',
      { paths: [path] },
      { scopes: [aScopeCoverage(tokyo), aScopeCoverage(oregon, [operations.SecurityGroups])] },
      { gone: [path.id] },
    ],
    [
      'the endpoint’s scope was not read before',
      { scopes: [aScopeCoverage(tokyo)] },
      { paths: [path] },
      { notSeenBefore: [path.id] },
    ],
    [
      'the verdict is unknown now, for want of reads',
      { paths: [path] },
      { paths: [aConnectionPath({ verdict: 'unknown', unknownReason: 'not-read' })] },
      { notComparable: [path.id] },
    ],
    [
      'the verdict was unknown for want of reads',
      { paths: [aConnectionPath({ verdict: 'unknown', unknownReason: 'not-read' })] },
      { paths: [aConnectionPath({ verdict: 'blocked' })] },
      { notComparable: [path.id] },
    ],
    [
      'the verdict is unknown since the route leaves by what is not modelled',
      { paths: [path] },
      { paths: [aConnectionPath({ verdict: 'unknown', unknownReason: 'not-modelled' })] },
      { verdictChanged: [path.id] },
    ],
    [
      'the class is another where the service’s owner could not be read',
      { paths: [path] },
      {
        paths: [aConnectionPath({ class: 'unclassified' })],
        scopes: [aScopeCoverage(tokyo), aScopeCoverage(oregon, [operations.ServiceDetails])],
      },
      { notComparable: [path.id] },
    ],
    [
      'nobody told where the endpoint is',
      { paths: [aConnectionPath({ endpoint: { region: null } })] },
      {},
      { notSeen: [path.id] },
    ],
  ])('%s', (_, earlier, later, expected) => {
    expect(lists(toChanges(over(earlier), over(later)))).toEqual(expected);
  });

  it('says which scopes were not read', () => {
    const { paths } = toChanges(over({ paths: [path] }), over({ scopes: [aScopeCoverage(tokyo)] }));
    expect(paths.notSeen.map(({ because }) => because)).toEqual(['not read: 444455556666 us-west-2']);
  });
});

describe('findings', () => {
  const finding = told();
  it.each<[string, Parts, Parts, Record<string, string[]>]>([
    ['nothing changed', { findings: [finding] }, { findings: [finding] }, {}],
    ['one is new', {}, { findings: [finding] }, { 'finding new': [finding.id] }],
    ['one is gone', { findings: [finding] }, {}, { 'finding gone': [finding.id] }],
    [
      'one passes now, which is told',
      { findings: [finding] },
      { findings: [told({ status: 'passed' })] },
      { 'finding gone': [finding.id] },
    ],
    [
      'its status changed',
      { findings: [finding] },
      { findings: [told({ status: 'warning' })] },
      { 'finding changed': [finding.id] },
    ],
    [
      'its severity changed',
      { findings: [finding] },
      { findings: [told({ severity: 'low' })] },
      { 'finding changed': [finding.id] },
    ],
    [
      'it is accepted now',
      { findings: [finding] },
      { findings: [told({ status: 'passed', exemption: 'until 2027' })] },
      { 'finding changed': [finding.id] },
    ],
    ['its words changed alone', { findings: [finding] }, { findings: [told({ title: 'other' })] }, {}],
    ['the inventory alone is longer', {}, { findings: [told({ status: 'passed' })] }, {}],
    [
      'it could not be judged now',
      { findings: [finding] },
      { findings: [told({ status: 'not-evaluated' })] },
      { 'finding notSaid': [finding.id] },
    ],
    [
      'it could not be judged before',
      { findings: [told({ status: 'not-evaluated' })] },
      { findings: [finding] },
      { 'finding notSaidBefore': [finding.id] },
    ],
    [
      'its scope was not wholly read now',
      { findings: [finding] },
      { scopes: [aScopeCoverage(tokyo, [operations.RouteTables]), aScopeCoverage(oregon)] },
      { 'finding notSaid': [finding.id] },
    ],
    [
      'a scope of its path was not wholly read now',
      { findings: [finding], paths: [path] },
      { paths: [path], scopes: [aScopeCoverage(tokyo), aScopeCoverage(oregon, [operations.NetworkAcls])] },
      { 'finding notSaid': [finding.id] },
    ],
    [
      'a scope of its path is left out, now as before',
      {
        findings: [finding],
        paths: [path],
        scopes: [
          aScopeCoverage(tokyo),
          { ...aScopeCoverage(oregon), accountId: '*', status: 'excluded', reads: [] },
        ],
      },
      {
        scopes: [
          aScopeCoverage(tokyo),
          { ...aScopeCoverage(oregon), accountId: '*', status: 'excluded', reads: [] },
        ],
      },
      { 'finding gone': [finding.id], notSeen: [path.id] },
    ],
    [
      'its rule was switched off',
      { findings: [finding], rules: [finding.rule] },
      { rules: ['connection-path'] },
      { 'finding notSaid': [finding.id] },
    ],
    [
      'its rule was switched on',
      { rules: [] },
      { findings: [finding], rules: [finding.rule] },
      { 'finding notSaidBefore': [finding.id] },
    ],
  ])('%s', (_, earlier, later, expected) => {
    expect(lists(toChanges(over(earlier), over(later)))).toEqual(expected);
  });

  it('of what could not be read are gone when it is read, and not when it is not asked for', () => {
    const gap = told({
      rule: 'coverage-gap',
      status: 'warning',
      subject: { type: 'AwsAccount', id: `${oregon.accountId}/throttled`, arn: null },
    });
    const earlier = over({
      findings: [gap],
      scopes: [aScopeCoverage(tokyo), aScopeCoverage(oregon, ['DescribeVpcs'])],
    });
    expect(lists(toChanges(earlier, over()))).toEqual({ 'finding gone': [gap.id] });
    const without = over({ scopes: [aScopeCoverage(tokyo)] });
    expect(lists(toChanges(earlier, without))).toEqual({ 'finding notSaid': [gap.id] });
  });
});

describe('what makes results less than comparable', () => {
  it.each<[string, Parts, RegExp]>([
    ['another configuration', { configDigest: 'other' }, /configuration was another/],
    [
      'another program',
      { tool: { name: 'vpc-path-auditor', version: '9.0.0' } },
      /version 0\.0\.0, then 9\.0\.0/,
    ],
    ['another partition', { partition: 'aws-cn' }, /different partitions: aws, aws-cn/],
    [
      'no account in common',
      { scopes: [aScopeCoverage({ ...tokyo, accountId: '999999999999' })] },
      /no account/,
    ],
    ['the wrong way round', { startedAt: '2020-01-01T00:00:00.000Z' }, /begun after/],
    ['a snapshot', { input: 'snapshot' }, /live, then snapshot/],
  ])('%s', (_, later, expected) => {
    const { cautions } = toChanges(over(), over(later));
    expect(cautions).toEqual([expect.stringMatching(expected)]);
  });

  it('is nothing between two nights', () => {
    expect(toChanges(over(), over({ startedAt: '2026-11-23T03:00:00.000Z' })).cautions).toEqual([]);
  });
});

const arbitraryResult = fc
  .record({
    verdicts: fc.array(fc.constantFrom('usable', 'blocked', 'unknown'), { maxLength: 3 }),
    failed: fc.subarray([
      operations.VpcEndpoints,
      operations.VpcPeeringConnections,
      operations.ServiceDetails,
    ]),
    rules: fc.option(fc.subarray(['a', 'b'])),
    statuses: fc.array(fc.constantFrom('passed', 'warning', 'failed', 'not-evaluated'), { maxLength: 3 }),
  })
  .map(({ verdicts, failed, rules, statuses }) =>
    over({
      paths: verdicts.map((verdict, index) =>
        aConnectionPath({ id: `vpc-${index}/pcx-1/vpce-1`, verdict: verdict as 'usable' }),
      ),
      findings: statuses.map((status, index) =>
        told({ id: String(index), rule: index === 0 ? 'a' : 'b', status: status as 'failed', pathIds: [] }),
      ),
      rules,
      scopes: [aScopeCoverage(tokyo), aScopeCoverage(oregon, failed)],
    }),
  );

describe('properties', () => {
  it('a result has not changed since itself, and nothing of it is unsure', () => {
    fc.assert(
      fc.property(arbitraryResult, (result) => {
        const changes = toChanges(result, result);
        expect(hasChanged(changes) || isUnsure(changes)).toBe(false);
      }),
    );
  });

  it('what is new one way is gone the other way', () => {
    fc.assert(
      fc.property(arbitraryResult, arbitraryResult, (a, b) => {
        const [there, back] = [toChanges(a, b), toChanges(b, a)];
        expect(there.paths.new).toEqual(back.paths.gone);
        expect(there.paths.notSeen).toEqual(back.paths.notSeenBefore);
        expect(there.findings.new).toEqual(back.findings.gone);
        expect(there.findings.notSaid).toEqual(back.findings.notSaidBefore);
      }),
    );
  });

  it('every path of either result is in exactly one of: both, new, gone, or unsure', () => {
    fc.assert(
      fc.property(arbitraryResult, arbitraryResult, (a, b) => {
        const { paths } = toChanges(a, b);
        const ids = new Set([...a.paths, ...b.paths].map(({ id }) => id));
        const both = a.paths.filter(({ id }) => b.paths.some((other) => other.id === id)).length;
        const { length: others } = [paths.new, paths.gone, paths.notSeen, paths.notSeenBefore].flat();
        expect(both + others).toBe(ids.size);
      }),
    );
  });
});
