import { createHash } from 'node:crypto';
import { summarize } from '#app/summarize.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import type { ConnectionPath, PathClass } from '#model/path.ts';
import { type ScanResult, scanResultSchema } from '#model/result.ts';
import { hopNames, pathClasses, verdicts } from '#model/words.ts';
import { aConnectionPath } from '#test/builders/connection-path.ts';
import { aFinding } from '#test/builders/findings.ts';
import { aResult } from '#test/builders/result.ts';
import { runCli } from '#test/builders/run-cli.ts';

/** The demo's organization, as the program itself tells it. */
export const demoResult = async (): Promise<ScanResult> => {
  const { stdout } = await runCli(['scan', '--snapshot', organizationDir, '--format', 'json']);
  return scanResultSchema.parse(JSON.parse(stdout));
};

/** The same an evening before: one path more, one fewer, one with another verdict. */
export const evening = (result: ScanResult): ScanResult => {
  const [first, second, ...others] = result.paths;
  if (first === undefined || second === undefined) throw new Error('the demo has paths');
  const gone = aConnectionPath({ id: 'vpc-gone/-/vpce-gone' });
  const verdict = second.verdict === 'usable' ? 'blocked' : 'usable';
  return { ...result, paths: [gone, { ...second, verdict }, ...others], findings: result.findings.slice(3) };
};

/** What a name or a tag may hold. Each would set `pwned`, if it ran. */
export const hostileTexts = [
  '</script><script>globalThis.pwned = 1</script>',
  '<img src=x onerror="globalThis.pwned = 1">',
  '"><svg onload="globalThis.pwned = 1">',
  "' autofocus onfocus='globalThis.pwned = 1' tabindex='0",
  'javascript:globalThis.pwned=1',
  '<!--<script>',
  '${globalThis.pwned = 1}{{constructor.constructor("pwned = 1")()}}',
  '\u202Egnp.exe\u2066\u200F\u061C',
  'long'.repeat(250),
  '\u0007\u001B[31m',
  '__proto__',
  'https://example.com/?q=<b>&amp;',
] as const;

const hostilePath = (text: string, index: number): ConnectionPath =>
  aConnectionPath({
    id: `${text}/${index}`,
    class: pathClasses[index % pathClasses.length] ?? 'unclassified',
    verdict: 'blocked',
    peeringId: text,
    consumer: {
      accountId: text,
      accountName: text,
      region: index % 2 === 0 ? text : 'ap-northeast-1',
      vpcId: text,
    },
    endpoint: { accountId: text, vpcEndpointId: text, type: text, state: text, vpcId: text },
    service: { name: text, owner: text },
    dns: { name: text },
    provided: [text],
    notAssessed: [text],
    hops: hopNames.map((name) => ({ name, status: 'fail', resource: text, detail: text })),
    firstFailedHop: 'consumer-route',
    fix: text,
    subnets: [{ subnetId: text, cidr: text, open: [text], stoppedBy: 'consumer-route' }],
    because: text,
  });

/** An organization whose every name, tag and text means harm. */
export const hostileResult = (): ScanResult => {
  const paths = hostileTexts.map(hostilePath);
  const findings = hostileTexts.map((text, index) =>
    aFinding({
      rule: text,
      title: text,
      status: 'failed',
      severity: 'high',
      evidence: text,
      remediation: text,
      fixOwner: text,
      subject: { type: text, id: text, arn: text },
      ownerTags: { [text]: text },
      exemption: index % 3 === 0 ? text : null,
      ruleUrl: text,
      pathIds: [`${text}/${index}`],
    }),
  );
  return aResult({ paths, findings, callerArn: hostileTexts[1], summary: summarize(paths, findings, []) });
};

const regions = ['ap-northeast-1', 'us-west-2', 'us-east-1', 'eu-central-1', 'eu-west-1', 'ap-southeast-2'];

const isCrossing = (index: number): boolean => index % 2 === 0;

const at = <T>(list: readonly T[], index: number): T => list[index % list.length]!;

/** Every other path leads to one of three other Regions. */
const regionTo = (index: number): string =>
  at(regions, isCrossing(index) ? index + 1 + (Math.floor(index / 6) % 3) : index);

const crossing: readonly PathClass[] = [
  'peering-routed-bedrock',
  'peering-routed-aws-service',
  'cross-region-aws-service',
  'cross-region-endpoint-service',
];
const staying = pathClasses.filter((name) => !crossing.includes(name));

/** As AWS makes them: nothing that a compression could fold. */
const idOf = (prefix: string, index: number): string =>
  `${prefix}-${createHash('sha256').update(`${prefix} ${index}`).digest('hex').slice(0, 17)}`;

const resources = ['rtb', 'acl', 'pcx', 'sg', 'vpce'];

/** A large organization's: `many` paths of every class and verdict in six Regions, half between them; some findings. */
export const manyResult = (many: number): ScanResult => {
  const paths = Array.from({ length: many }, (_, index) => {
    const [vpcId, peeringId, vpcEndpointId] = [idOf('vpc', index), idOf('pcx', index), idOf('vpce', index)];
    return aConnectionPath({
      id: `${vpcId}/${peeringId}/${vpcEndpointId}`,
      class: isCrossing(index) ? at(crossing, Math.floor(index / 3)) : at(staying, index),
      verdict: at(verdicts, Math.floor(index / 7)),
      peeringId,
      consumer: {
        accountId: String(100_000_000_000 + (index % 400)),
        accountName: `account-${index % 400}`,
        region: at(regions, index),
        vpcId,
      },
      endpoint: { region: regionTo(index), vpcId: idOf('vpc', index + many), vpcEndpointId },
      service: { region: regionTo(index) },
      hops: hopNames.map((name, hop) => {
        const resource = idOf(at(resources, hop), index);
        return {
          name,
          status: 'pass',
          resource,
          detail: `${resource} lets TCP 443 through to ${vpcEndpointId}`,
        };
      }),
      subnets: [0, 1].map((subnet) => ({
        subnetId: idOf('subnet', 2 * index + subnet),
        cidr: `10.${index % 256}.${subnet}.0/24`,
        open: [`10.${index % 256}.${subnet}.0/24`],
        stoppedBy: null,
      })),
    });
  });
  const findings = paths
    .filter((_, index) => index % 10 === 0)
    .map(({ id }) =>
      aFinding({
        pathIds: [id],
        subject: { type: 'Other', id, arn: null },
        status: 'failed',
        severity: 'medium',
      }),
    );
  return aResult({ paths, findings, summary: summarize(paths, findings, []) });
};
