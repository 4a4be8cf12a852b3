import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '#app/load-config.ts';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { demoConfigFile, organizationDir } from '#cli/demo/files.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { night } from '#test/builders/night.ts';
import { type Insight, insights } from '../../infra/insight-filters.ts';

/* What the insights answer of the findings that a night publishes: the filters and the grouping, as Security Hub's guide tells them. */

type Attribute = keyof Insight['filters'];

/** What a finding has under a filter's attribute, or under the one that it is grouped by: AwsSecurityFindingFilters. */
const valuesOf = (finding: AwsSecurityFinding, attribute: string): (string | undefined)[] => {
  const { Resources = [], Types = [] } = finding;
  const values: Record<Attribute, (string | undefined)[]> & Record<string, (string | undefined)[]> = {
    generatorId: [finding.GeneratorId],
    title: [finding.Title],
    type: Types,
    complianceStatus: [finding.Compliance?.Status],
    recordState: [finding.RecordState],
    workflowStatus: [finding.Workflow?.Status],
    AwsAccountId: [finding.AwsAccountId],
    GeneratorId: [finding.GeneratorId],
    ResourceId: Resources.map(({ Id }) => Id),
    Type: Types,
  };
  const found = values[attribute];
  if (found === undefined) throw new Error(`${attribute} is not known here`);
  return found;
};

/** Values of one attribute are alternatives, attributes add up. */
const isAskedFor = (finding: AwsSecurityFinding, { filters }: Insight): boolean =>
  Object.entries(filters).every(([attribute, asked]) =>
    asked.some(({ comparison, value }) =>
      valuesOf(finding, attribute).some((held) =>
        comparison === 'PREFIX' ? held?.startsWith(value) : held === value,
      ),
    ),
  );

/** How many findings each group has: a finding with several values counts in several groups. */
const answer = (id: string, findings: readonly AwsSecurityFinding[]): Record<string, number> => {
  const insight = insights.find((one) => one.id === id);
  if (insight === undefined) throw new Error(`no insight ${id}`);
  const values = findings
    .filter((finding) => isAskedFor(finding, insight))
    .flatMap((finding) => [...new Set(valuesOf(finding, insight.groupBy))]);
  return counted(values.map((value) => value ?? ''));
};

const counted = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(values, (value) => value)].map(([value, all]) => [value, all.length]));

const unread = '333333333333';
const config = await loadConfig(demoConfigFile, {});
let result: ScanResult;
let published: AwsSecurityFinding[];
let withGap: AwsSecurityFinding[];
beforeAll(async () => {
  const sandbox = createSandbox({ snapshot: await readSnapshot(organizationDir) });
  result = await night(sandbox, { at: '2026-11-21T03:00:00.000Z', config });
  published = sandbox.findings();
  await night(sandbox, {
    at: '2026-11-22T03:00:00.000Z',
    config,
    refuse: ({ operation, body }) =>
      operation === 'AssumeRole' && body.includes(unread) ? { status: 403, code: 'AccessDenied' } : null,
  });
  withGap = sandbox.findings();
}, 60_000);

/** The paths that the inventory of findings has. */
const told = (): ConnectionPath[] =>
  result.paths.filter(({ class: name }) => config.publishedClasses.includes(name));

describe('of what the demo’s organization publishes', () => {
  it('Bedrock paths by account', () => {
    const wanted = told().filter(({ class: name }) => name === 'peering-routed-bedrock');
    const byAccount = counted(wanted.map(({ consumer }) => consumer.accountId ?? ''));
    expect(Object.keys(byAccount).length).toBeGreaterThan(1);
    expect(answer('BedrockPathsByAccount', published)).toEqual(byAccount);
  });

  it('what failed or is warned of, by rule', () => {
    const bad = result.findings.filter(({ status }) => status === 'failed' || status === 'warning');
    const byRule = counted(bad.map(({ rule }) => `vpc-path-auditor/${rule}`));
    expect(Object.keys(byRule).length).toBeGreaterThan(5);
    expect(answer('FailedByRule', published)).toEqual(byRule);
  });

  it('paths to another Region by the Region of the service, and by no other', () => {
    const wanted = told().filter(
      ({ consumer, service }) =>
        consumer.region !== null && service.region !== null && consumer.region !== service.region,
    );
    const regions = counted(wanted.map(({ service }) => service.region ?? ''));
    // One of them is the Region of clients and endpoints of others.
    expect(Object.keys(regions).length).toBeGreaterThan(1);
    expect(wanted.map(({ class: name }) => name)).toEqual(
      expect.arrayContaining([
        'cross-region-aws-service',
        'cross-region-endpoint-service',
        'peering-routed-bedrock',
      ]),
    );
    const type = 'Software and Configuration Checks/AWS Security Best Practices/Network Reachability';
    expect(answer('CrossRegionPaths', published)).toEqual(
      Object.fromEntries(Object.entries(regions).map(([region, count]) => [`${type} to ${region}`, count])),
    );
  });

  it('coverage gaps by account: none, and the one whose role could not be assumed', () => {
    expect(answer('CoverageGaps', published)).toEqual({});
    expect(answer('CoverageGaps', withGap)).toEqual({ [`arn:aws:iam::${unread}:root`]: 1 });
  });

  it('a night that could not read an account answers the rest as before', () => {
    const rest = ['BedrockPathsByAccount', 'CrossRegionPaths'];
    expect(rest.map((id) => answer(id, withGap))).toEqual(rest.map((id) => answer(id, published)));
  });

  it('nothing of what was closed', () => {
    const closed = published.map((finding) => ({ ...finding, RecordState: 'ARCHIVED' as const }));
    const resolved = published.map((finding) => ({
      ...finding,
      Workflow: { Status: 'SUPPRESSED' as const },
    }));
    const all = insights.map(({ id }) => ({ ...answer(id, closed), ...answer(id, resolved) }));
    expect(all).toEqual(insights.map(() => ({})));
  });
});
