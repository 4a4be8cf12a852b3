import { describe, expect, it } from 'vitest';
import type { PublishedFinding } from '#model/finding.ts';
import { operations } from '#model/inventory.ts';
import type { ScanResult } from '#model/result.ts';
import { toChanges } from '#report/changes.ts';
import { toDigest } from '#report/digest.ts';
import { residencyRule } from '#report/residency.ts';
import { findRule, rulesInForce } from '#rules/registry.ts';
import { aConnectionPath } from '#test/builders/connection-path.ts';
import { aCoverage, aScopeCoverage } from '#test/builders/coverage.ts';
import { aFinding, oregon, tokyo } from '#test/builders/findings.ts';
import { configOf } from '#test/builders/network.ts';
import { aResult } from '#test/builders/result.ts';

const finding = (fields: Partial<PublishedFinding> = {}): PublishedFinding => {
  const { dependsOn: _, ...published } = aFinding({ rule: 'bedrock-path-broken' });
  return {
    ...published,
    status: 'failed',
    severity: 'high',
    remediation: 'Mend it.',
    fixOwner: tokyo.accountId,
    ...fields,
  };
};

const digestOf = (fields: Partial<ScanResult>) => toDigest(aResult(fields), null);

describe('Bedrock', () => {
  it('is open where something gets through, of any class', () => {
    const { bedrock } = digestOf({
      paths: [
        aConnectionPath({ id: '1', verdict: 'usable' }),
        aConnectionPath({ id: '2', verdict: 'partial', class: 'same-region-aws-service' }),
        aConnectionPath({ id: '3', verdict: 'blocked' }),
        aConnectionPath({ id: '4', verdict: 'unknown' }),
        aConnectionPath({ id: '5', verdict: 'usable', service: { family: null } }),
      ],
    });
    expect(bedrock).toEqual({ open: 2, broken: 1, unknown: 1, of: 4 });
  });
});

describe('what was seen', () => {
  it('is told of how many, and what was left out', () => {
    const excluded = { status: 'excluded' as const, because: 'scope.excludedRegions', reads: [] };
    const { seen } = digestOf({
      coverage: aCoverage([
        aScopeCoverage(tokyo),
        aScopeCoverage(oregon, ['DescribeVpcs']),
        aScopeCoverage({ accountId: '999999999999', region: 'eu-west-1' }, Object.values(operations)),
        { accountId: '888888888888', region: '*', ...excluded },
        { accountId: '*', region: 'sa-east-1', ...excluded },
      ]),
    });
    expect(seen).toMatchObject({
      complete: false,
      accounts: { seen: 2, of: 3 },
      regions: { seen: 2, of: 3 },
      scopes: { complete: 1, partial: 1, failed: 1, of: 3 },
      excluded: { accounts: 1, regions: 1, scopes: 0 },
    });
    expect(seen.gaps).toMatchObject([
      {
        accountId: oregon.accountId,
        regions: ['us-west-2'],
        operations: ['DescribeVpcs'],
        cause: 'access-denied by policy',
      },
      { accountId: '999999999999', regions: ['eu-west-1'] },
    ]);
    expect(seen.gaps[0]?.remedy).toMatch(/Allow the action/);
  });

  it('tells a Region that an SCP denies everywhere once', () => {
    const denied = aScopeCoverage(oregon, ['DescribeVpcs']);
    const reads = denied.reads.map((read) => ({ ...read, by: 'scp' as const }));
    const { seen } = digestOf({
      coverage: {
        ...aCoverage([{ ...denied, reads }]),
        suggestions: [{ excludeRegion: oregon.region, accounts: 1 }],
      },
    });
    expect(seen).toMatchObject({ deniedRegions: [{ region: 'us-west-2', accounts: 1 }], gaps: [] });
  });
});

const fixOf = (remediation: string, fields: Partial<PublishedFinding>) =>
  finding({ id: remediation, rule: `rule-${remediation}`, pathIds: [], remediation, ...fields });

describe('fixes', () => {
  it('are none where nothing is to be mended', () => {
    const nothing = [
      finding({ id: '1', status: 'passed', exemption: 'until 2027', remediation: null }),
      finding({ id: '2', status: 'not-evaluated', remediation: null }),
    ];
    expect(digestOf({ findings: nothing })).toMatchObject({ next: null, fixes: [], furtherFixes: 0 });
  });

  it('one that mends many paths counts once, whichever rules ask for it', () => {
    const { fixes } = digestOf({
      paths: [aConnectionPath()],
      findings: [
        finding({ id: '1', pathIds: ['a'] }),
        finding({ id: '2', pathIds: ['vpc-1/pcx-1/vpce-1'], ownerTags: { team: 'net' } }),
        finding({ id: '3', pathIds: ['b'], rule: 'name-captured-path-blocked', severity: 'medium' }),
      ],
    });
    expect(fixes).toEqual([
      expect.objectContaining({
        rule: 'bedrock-path-broken',
        findings: 3,
        paths: 3,
        others: 0,
        fixOwner: tokyo.accountId,
        fixOwnerName: 'tokyo-workloads',
        isBedrock: true,
      }),
    ]);
  });

  it('of one rule for one account are told by the one that mends the most', () => {
    const { fixes } = digestOf({
      findings: [
        finding({ id: '1', remediation: 'One.', pathIds: ['a'] }),
        finding({ id: '2', remediation: 'Two.', pathIds: ['b', 'c'] }),
        finding({ id: '3', remediation: 'One.', pathIds: [], fixOwner: oregon.accountId }),
      ],
    });
    expect(fixes).toMatchObject([
      { remediation: 'Two.', others: 1, findings: 2, paths: 3 },
      { remediation: 'One.', others: 0, fixOwner: oregon.accountId },
    ]);
  });

  it('are ordered by severity, failures before warnings, Bedrock before the rest, then by paths', () => {
    const bedrock = aConnectionPath();
    const { fixes, next, furtherFixes } = digestOf({
      paths: [bedrock],
      findings: [
        fixOf('6', { severity: 'low' }),
        fixOf('5', { status: 'warning' }),
        fixOf('4', {}),
        fixOf('3', { pathIds: ['x', 'y'] }),
        fixOf('2', { pathIds: [bedrock.id] }),
        fixOf('1', { severity: 'critical', fixOwner: null }),
      ],
    });
    expect(fixes.map(({ remediation }) => remediation)).toEqual(['1', '2', '3', '4', '5']);
    expect(next).toMatchObject({ remediation: '1', fixOwner: null, fixOwnerName: null });
    expect(furtherFixes).toBe(1);
  });
});

const judged = (id: string, fields: Partial<PublishedFinding>) =>
  finding({ id, rule: residencyRule, pathIds: [id], ...fields });

describe('residency', () => {
  const paths = [
    aConnectionPath({ id: 'violated' }),
    aConnectionPath({ id: 'accepted' }),
    aConnectionPath({ id: 'allowed' }),
    aConnectionPath({ id: 'closed', verdict: 'blocked' }),
    aConnectionPath({ id: 'unjudged' }),
    aConnectionPath({ id: 'home', consumer: { region: 'us-west-2' } }),
    aConnectionPath({ id: 'unknown', service: { region: null } }),
  ];
  const findings = [
    judged('violated', {}),
    judged('accepted', { status: 'passed', exemption: 'until 2027: contract' }),
    judged('unjudged', { status: 'not-evaluated' }),
    judged('unknown', { status: 'not-evaluated' }),
  ];
  const none = { allowed: 0, violated: 0, accepted: 0, closed: 0, notJudged: 0 };

  it('counts the paths of each pair of Regions by what the rule says of them', () => {
    expect(digestOf({ paths, findings, rules: [residencyRule] }).residency).toEqual({
      rule: 'in-force',
      pairs: [
        {
          ...none,
          from: 'ap-northeast-1',
          to: 'us-west-2',
          paths: 5,
          allowed: 1,
          violated: 1,
          accepted: 1,
          closed: 1,
          notJudged: 1,
        },
        { ...none, from: 'ap-northeast-1', to: null, paths: 1, notJudged: 1 },
      ],
    });
  });

  it('tells a pair within a Region where it is violated', () => {
    const { residency } = digestOf({ paths, findings: [judged('home', {})], rules: [residencyRule] });
    expect(residency.pairs[0]).toMatchObject({ from: 'us-west-2', to: 'us-west-2', violated: 1 });
  });

  it.each<[string, Partial<ScanResult>, string]>([
    ['says that no rule is in force where that is certain', { rules: ['connection-path'] }, 'not-in-force'],
    ['does not know where the result does not tell', { rules: null }, 'not-known'],
    ['sees by a finding that it was', { rules: null, findings: [judged('violated', {})] }, 'in-force'],
  ])('%s', (_, fields, rule) => {
    const { residency } = digestOf({ paths, ...fields });
    expect(residency.rule).toBe(rule);
    const most = rule === 'in-force' ? paths.length : 0;
    const told = residency.pairs.reduce((sum, pair) => sum + pair.paths - pair.notJudged, 0);
    expect(told).toBeLessThanOrEqual(most);
  });

  it('is judged by a rule that there is, in force once it is configured', () => {
    expect(findRule(residencyRule)?.id).toBe(residencyRule);
    expect(rulesInForce(configOf())).not.toContain(residencyRule);
    const allowedRegions = [{ accounts: null, organizationalUnits: null, from: '*', to: ['*'] }];
    expect(rulesInForce(configOf({ allowedRegions }))).toContain(residencyRule);
    const rules = { [residencyRule]: { enabled: false } };
    expect(rulesInForce(configOf({ allowedRegions, rules }))).not.toContain(residencyRule);
  });
});

describe('numbers', () => {
  it('are of all paths, and of the findings to look at', () => {
    const digest = digestOf({
      paths: [aConnectionPath({ id: '1' }), aConnectionPath({ id: '2', verdict: 'blocked' })],
      findings: [
        finding({ id: '1' }),
        finding({ id: '2', status: 'warning' }),
        finding({ id: '3', status: 'passed', severity: 'informational' }),
        finding({ id: '4', status: 'passed', exemption: 'until 2027' }),
        finding({ id: '5', status: 'not-evaluated' }),
      ],
    });
    expect(digest.paths).toMatchObject({
      of: 2,
      byVerdict: { usable: 1, partial: 0, blocked: 1, unknown: 0 },
    });
    expect(digest.paths.byClass.filter(({ of }) => of > 0)).toEqual([
      { class: 'peering-routed-bedrock', of: 2, usable: 1, partial: 0, blocked: 1, unknown: 0 },
    ]);
    expect(digest.findings).toMatchObject({ of: 5, exempt: 1, notEvaluated: 1 });
    expect(digest.findings.bySeverity[1]).toEqual({ severity: 'high', failed: 1, warning: 1 });
  });

  it('are of peerings too, though no path leads over them', () => {
    const side = { accountId: null, region: null, vpcId: null };
    const peering = (id: string) => ({ id, status: 'active', requester: side, accepter: side });
    const { peerings } = digestOf({
      paths: [aConnectionPath()],
      peerings: [peering('pcx-1'), peering('pcx-2')],
    });
    expect(peerings).toEqual({ of: 2, withoutPath: 1 });
  });

  it('of changes are there when there is an earlier result', () => {
    const later = aResult({
      paths: [aConnectionPath()],
      coverage: aCoverage([aScopeCoverage(tokyo), aScopeCoverage(oregon)]),
    });
    const earlier = { ...later, paths: [] };
    expect(toDigest(later, toChanges(earlier, later)).changes).toEqual({
      since: earlier.startedAt,
      paths: { new: 1, gone: 0, verdictChanged: 0, classChanged: 0, unsure: 0 },
      findings: { new: 0, gone: 0, changed: 0, unsure: 0 },
    });
  });
});

describe('what it does not prove', () => {
  it('is always told of inference across Regions, and of what paths leave out', () => {
    const { limits } = digestOf({ paths: [aConnectionPath({ notAssessed: ['IAM policies'] })] });
    expect(limits.join('\n')).toMatch(
      /IAM policies[\s\S]*does not prove that data is processed in that Region/,
    );
    expect(limits.join('\n')).not.toMatch(/not all was read|left out/);
  });

  it('is more where not all was read, something was left out, or a verdict is unknown', () => {
    const { limits } = digestOf({
      paths: [aConnectionPath({ verdict: 'unknown' })],
      coverage: aCoverage([
        aScopeCoverage(tokyo, ['DescribeVpcs']),
        { ...oregon, region: '*', status: 'excluded', because: 'SUSPENDED', reads: [] },
      ]),
    });
    expect(limits.slice(-3)).toEqual([
      expect.stringMatching(/^Of 1 scope not all was read/),
      expect.stringMatching(/left out on purpose/),
      expect.stringMatching(/^Of 1 path it is not known/),
    ]);
  });
});
