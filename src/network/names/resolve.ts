import { leastRecord } from '../collections.ts';
import { quoted } from '../quoted.ts';
import { enclosing, toDomain } from './domain.ts';
import { type End, unknown } from './end.ts';
import type { Rule } from './parts.ts';
import type { VpcNames } from './vpc-names.ts';

/** Names that lead to names: more than AWS follows in a chain of CNAMEs is a circle. */
const maxDepth = 8;

const forwarded = ({ id, domain }: Rule, name: string): End =>
  unknown(
    id,
    `Resolver rule ${id} forwards ${quoted(domain === '' ? '.' : domain)}, and ${quoted(name)} with it, to other name servers.`,
  );

/**
 * Where a name ends in a VPC. The most specific domain decides, among rules and zones alike; for the same domain a
 * forwarding rule stands before a zone. A SYSTEM rule brings what lies in it back from a rule for its parent. A zone
 * that has no such record answers NXDOMAIN. Private DNS of an endpoint is a zone like any other; AWS refuses a second
 * one of the same name, so two that disagree are unknown.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html and
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-domain-name-matches.html.
 * How a VPC's own zones and rules compete with those of its Route 53 Profiles, of which it may have several, for the
 * same domain was found in no source: where they disagree, unknown.
 */
export const endsOf = ({ always, rules, zones }: VpcNames, asked: string): readonly End[] => {
  if (always !== null) return [always];

  const find = (name: string, depth: number, inZone: string | null): readonly End[] => {
    if (depth > maxDepth) return [unknown(null, `${quoted(asked)} leads from name to name without end.`)];
    const ask = (next: string, zoneId: string | null) => find(toDomain(next), depth + 1, zoneId);
    const domains = enclosing(name);

    const same = domains
      .flatMap((domain) => zones.get(domain) ?? [])
      .filter(({ zoneId }) => zoneId !== null && zoneId === inZone);
    if (same.length > 0) return same.flatMap((zone) => zone.answer(name, ask));

    const ruling = domains.find((domain) => rules.has(domain));
    const zoned = domains.find((domain) => zones.has(domain));
    if (ruling !== undefined && (zoned === undefined || ruling.length >= zoned.length)) {
      const forwarding = (rules.get(ruling) ?? []).filter(({ isForwarding }) => isForwarding);
      if (forwarding.length > 0) return [forwarded(forwarding.reduce(leastRecord), name)];
    }
    if (zoned !== undefined) return (zones.get(zoned) ?? []).flatMap((zone) => zone.answer(name, ask));
    const detail = `Nothing in the VPC answers for ${quoted(name)}: public DNS does.`;
    return [{ kind: 'public', resource: null, detail }];
  };

  return find(toDomain(asked), 0, null);
};
