import type { PublishedFinding } from '#model/finding.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { compareText } from '#model/scope.ts';

/** The rule that judges in which Regions services may be. */
export const residencyRule = 'service-region-not-allowed';

/** Paths from clients in one Region to services in another; null for a Region that was not told. Counts are of paths. */
export type ResidencyPair = {
  from: string | null;
  to: string | null;
  paths: number;
  violated: number;
  /** Not allowed, and accepted for a time. */
  accepted: number;
  allowed: number;
  /** Over a peering that lets nothing through: no data goes there, allowed or not. */
  closed: number;
  /** Not judged: something was not read, or no rule is in force. */
  notJudged: number;
};

export type Residency = {
  /** Was there a rule to judge by? `not-known` where the result does not tell. */
  rule: 'in-force' | 'not-in-force' | 'not-known';
  /** Pairs of different Regions, and any that is violated; the worst first. */
  pairs: ResidencyPair[];
};

const ruleStateOf = ({ rules, findings }: ScanResult): Residency['rule'] => {
  if (rules !== null) return rules.includes(residencyRule) ? 'in-force' : 'not-in-force';
  return findings.some(({ rule }) => rule === residencyRule) ? 'in-force' : 'not-known';
};

type Judgement = Exclude<keyof ResidencyPair, 'from' | 'to' | 'paths'>;

const judgementOf = (path: ConnectionPath, finding: PublishedFinding | undefined): Judgement => {
  if (finding !== undefined) {
    if (finding.exemption !== null) return 'accepted';
    if (finding.status === 'not-evaluated') return 'notJudged';
    if (finding.status !== 'passed') return 'violated';
  }
  return path.peeringId !== null && path.verdict === 'blocked' ? 'closed' : 'allowed';
};

const none = { paths: 0, violated: 0, accepted: 0, allowed: 0, closed: 0, notJudged: 0 };

const order = (a: ResidencyPair, b: ResidencyPair): number =>
  b.violated - a.violated ||
  b.accepted - a.accepted ||
  compareText(a.from ?? '', b.from ?? '') ||
  compareText(a.to ?? '', b.to ?? '');

/** Which Regions' clients reach services of which other Regions, and whether they may. */
export const toResidency = (result: ScanResult): Residency => {
  const rule = ruleStateOf(result);
  const findings = new Map(
    result.findings
      .filter((finding) => finding.rule === residencyRule)
      .flatMap((finding) => finding.pathIds.map((id) => [id, finding] as const)),
  );
  const judged = result.paths.map((path) => ({
    from: path.consumer.region,
    to: path.service.region,
    judgement: rule === 'in-force' ? judgementOf(path, findings.get(path.id)) : ('notJudged' as const),
  }));
  const pairs = [...Map.groupBy(judged, ({ from, to }) => JSON.stringify([from, to])).values()].flatMap(
    (alike) => {
      const [first] = alike;
      if (first === undefined) return [];
      const counted = Map.groupBy(alike, ({ judgement }) => judgement);
      const counts = Object.fromEntries([...counted].map(([judgement, some]) => [judgement, some.length]));
      return [{ ...none, ...counts, from: first.from, to: first.to, paths: alike.length }];
    },
  );
  return { rule, pairs: pairs.filter(({ from, to, violated }) => from !== to || violated > 0).sort(order) };
};
