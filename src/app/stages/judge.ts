import type { Config } from '#model/config.ts';
import type { Finding } from '#model/finding.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { PublishedPeering } from '#model/result.ts';
import { toListings } from '#network/listing.ts';
import { publishedPeerings } from '#network/published-peerings.ts';
import { evaluateRules, rulesInForce } from '#rules/registry.ts';
import { analyse } from '../analyse.ts';
import { toCoverage, toIsComplete, toScopeCoverage } from '../coverage.ts';
import type { Plan } from '../ports.ts';
import { withSureOwners } from '../sure-owners.ts';
import type { Observed } from './observed.ts';

/** What a run's inventories come to, and what publishing has to know of them. */
export type Judged = {
  paths: ConnectionPath[];
  peerings: PublishedPeering[];
  findings: Finding[];
  observed: Observed;
  /** The IDs of the rules that judged, sorted. */
  rules: string[];
};

/** The stage between collecting and publishing. Pure: the same plan, inventories and configuration, the same judgement. */
export const judge = (
  { plan, inventories, startedAt }: { plan: Plan; inventories: ScopedInventory[]; startedAt: string },
  config: Config,
): Judged => {
  const { network, paths } = analyse({ accounts: plan.accounts, inventories }, config);
  const read = inventories.map(({ scope, inventory }) => toScopeCoverage(scope, inventory));
  const coverage = toCoverage(read, plan);
  const findings = evaluateRules({
    network,
    paths,
    config,
    coverage,
    isComplete: toIsComplete(read),
    isListed: plan.isListed,
    hub: plan.hub,
    observedAt: plan.observedAt ?? startedAt,
  });
  return {
    paths,
    peerings: publishedPeerings(network),
    findings: withSureOwners(findings, paths, plan),
    observed: { coverage, listings: toListings(network) },
    rules: rulesInForce(config),
  };
};
