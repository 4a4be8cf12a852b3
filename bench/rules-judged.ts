import { toCoverage, toIsComplete, toScopeCoverage } from '#app/coverage.ts';
import { findPaths } from '#classify/find-paths.ts';
import { configSchema } from '#model/config.ts';
import { joinInventories } from '#network/join.ts';
import { evaluateRules, rules } from '#rules/registry.ts';
import type { RuleInput } from '#rules/rule.ts';
import { cpuTime } from './cpu-time.ts';
import { peakMegabytes } from './figures.ts';
import { generateNetwork } from './generate-network.ts';

/** CPU seconds of the rules over one network, all together and each alone. */
export type JudgedRules = {
  endpoints: number;
  findings: number;
  seconds: number;
  /** By rule, in the catalogue's order; what rules share is made by the first that needs it. */
  each: Record<string, number>;
  /** Of the rules all together, and what they judge. */
  peakMegabytes: number;
};

const config = configSchema.parse({});

/** A network that nothing was asked about yet, and what else rules are given. */
export const inputOf = ({ accounts, inventories }: ReturnType<typeof generateNetwork>): RuleInput => {
  const network = joinInventories({ accounts, inventories });
  const read = inventories.map(({ scope, inventory }) => toScopeCoverage(scope, inventory));
  return {
    network,
    paths: findPaths(network, config),
    config,
    coverage: toCoverage(read, { excluded: [] }),
    isComplete: toIsComplete(read),
    isListed: true,
    hub: inventories[0]?.scope ?? null,
    observedAt: '2026-11-22T03:00:00.000Z',
  };
};

/** The rules over an organization of so many VPCs. */
export const judgeNetwork = (vpcs: number): JudgedRules => {
  const generated = generateNetwork(vpcs);
  const together = inputOf(generated);
  const all = cpuTime(() => evaluateRules(together).length);
  const peak = peakMegabytes();
  const alone = inputOf(generated);
  const each = rules.map((rule) => [rule.id, cpuTime(() => evaluateRules(alone, [rule])).seconds] as const);
  return {
    endpoints: generated.counts.endpoints,
    findings: all.value,
    seconds: all.seconds,
    each: Object.fromEntries(each),
    peakMegabytes: peak,
  };
};
