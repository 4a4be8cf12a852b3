import type { Config } from '#model/config.ts';
import type { Finding } from '#model/finding.ts';
import { compareText } from '#model/scope.ts';
import { bedrockDnsPublic } from './bedrock-dns-public.ts';
import { bedrockOverPeering } from './bedrock-over-peering.ts';
import { bedrockPathBroken } from './bedrock-path-broken.ts';
import { connectionPath } from './connection-path.ts';
import { coverageGap } from './coverage-gap.ts';
import { crossRegionEndpointAvailable } from './cross-region-endpoint-available.ts';
import { endpointNotAvailable } from './endpoint-not-available.ts';
import { endpointPolicyUnrestricted } from './endpoint-policy-unrestricted.ts';
import { endpointServiceOpen } from './endpoint-service-open.ts';
import { endpointServiceOutsideConsumer } from './endpoint-service-outside-consumer.ts';
import { endpointServiceOwnerUntrusted } from './endpoint-service-owner-untrusted.ts';
import { endpointSgBlocksAll } from './endpoint-sg-blocks-all.ts';
import { endpointSingleZone } from './endpoint-single-zone.ts';
import { inferenceMayLeaveRegion } from './inference-may-leave-region.ts';
import { isEnabled } from './kit/settings.ts';
import { toFinding } from './kit/to-finding.ts';
import { nameCapturedPathBlocked } from './name-captured-path-blocked.ts';
import { peeringHalfRouted } from './peering-half-routed.ts';
import { peeringOwnerUntrusted } from './peering-owner-untrusted.ts';
import { peeringWiderThanNeeded } from './peering-wider-than-needed.ts';
import { privateDnsOff } from './private-dns-off.ts';
import { privateNameStale } from './private-name-stale.ts';
import type { Rule, RuleInput } from './rule.ts';
import { serviceRegionNotAllowed } from './service-region-not-allowed.ts';

/** The catalogue, sorted by ID. */
export const rules: readonly Rule[] = [
  bedrockDnsPublic,
  bedrockOverPeering,
  bedrockPathBroken,
  connectionPath,
  coverageGap,
  crossRegionEndpointAvailable,
  endpointNotAvailable,
  endpointPolicyUnrestricted,
  endpointServiceOpen,
  endpointServiceOutsideConsumer,
  endpointServiceOwnerUntrusted,
  endpointSgBlocksAll,
  endpointSingleZone,
  inferenceMayLeaveRegion,
  nameCapturedPathBlocked,
  peeringHalfRouted,
  peeringOwnerUntrusted,
  peeringWiderThanNeeded,
  privateDnsOff,
  privateNameStale,
  serviceRegionNotAllowed,
];

/** The rule of this name, or of one it had before; null when there is none. */
export const findRule = (name: string, among: readonly Rule[] = rules): Rule | null =>
  among.find(({ id, formerIds }) => id === name || formerIds.includes(name)) ?? null;

/** The operations a rule reads; null for a rule that is not known, or not any more. */
export const readsOf = (name: string): readonly string[] | null => findRule(name)?.reads ?? null;

/** The IDs of the rules that judge under this configuration, sorted: enabled and, where they need it, configured. */
export const rulesInForce = (config: Config): string[] =>
  rules
    .filter((rule) => isEnabled(rule, config) && (rule.isConfigured?.(config) ?? true))
    .map(({ id }) => id);

/** Does it tell that something could not be read? */
export const isAboutReading = (name: string): boolean => findRule(name)?.isAboutReading ?? false;

function* findingsOf(rule: Rule, input: RuleInput): Generator<Finding> {
  const context = { ...input, isRule: (name: string) => findRule(name) !== null };
  for (const judgement of rule.evaluate(input)) {
    const finding = toFinding(rule, judgement, context);
    if (finding !== null) yield finding;
  }
}

/** What all rules that are enabled find, or those of `among`, sorted by finding ID. */
export const evaluateRules = (input: RuleInput, among: readonly Rule[] = rules): Finding[] =>
  among
    .filter((rule) => isEnabled(rule, input.config))
    .flatMap((rule) => [...findingsOf(rule, input)])
    .sort((a, b) => compareText(a.id, b.id));
