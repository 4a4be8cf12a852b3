import type { Config } from '#model/config.ts';
import { completeList, type ScopedInventory } from '#model/inventory.ts';
import type { ConnectionPath, Verdict } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { type Scope, scopeKey } from '#model/scope.ts';
import { analyse } from './analyse.ts';
import { collectAll } from './collect-all.ts';
import { toCoverage, toScopeCoverage } from './coverage.ts';
import { InputError } from './input-error.ts';
import type { Progress, Source } from './ports.ts';

export type Question = { vpc: string; service: string; serviceRegion: string };

export type Option = {
  kind: 'existing-path' | 'cross-region-endpoint';
  answer: 'yes' | 'no' | 'unknown';
  because: string;
  path: ConnectionPath | null;
};

export type Explanation = {
  question: Question;
  options: Option[];
  coverage: ScanResult['coverage'];
};

const answers: Record<Verdict, Option['answer']> = {
  usable: 'yes',
  partial: 'yes',
  blocked: 'no',
  unknown: 'unknown',
};

/** Whether a service name is the one asked for: whole, or by its last part (`bedrock-runtime`, `ecr.api`). */
const isService = (name: string | null, service: string): boolean =>
  name === service || (name?.endsWith(`.${service}`) ?? false);

const toOption = (path: ConnectionPath): Option => ({
  kind: 'existing-path',
  answer: answers[path.verdict],
  because: `${path.because}; the verdict is ${path.verdict}${path.firstFailedHop === null ? '' : ` at ${path.firstFailedHop}`}`,
  path,
});

/** Does AWS offer the service to the VPC's Region as a cross-Region endpoint? Only what AWS listed is an answer. */
const crossRegionOption = (
  home: ScopedInventory | undefined,
  { service, serviceRegion }: Question,
  vpcScope: Scope,
): Option => {
  const told = (answer: Option['answer'], because: string): Option => ({
    kind: 'cross-region-endpoint',
    answer,
    because,
    path: null,
  });
  const offered = completeList(home?.inventory, 'CrossRegionServices')?.find(
    ({ ServiceRegion }) => ServiceRegion === serviceRegion,
  );
  if (offered === undefined) {
    return told(
      'unknown',
      `what AWS offers from ${serviceRegion} to ${vpcScope.region} was not read in ${scopeKey(vpcScope)}`,
    );
  }
  const isOffered = offered.ServiceNames.some((name) => isService(name, service));
  return told(
    isOffered ? 'yes' : 'no',
    `AWS ${isOffered ? 'offers' : 'does not offer'} ${service} of ${serviceRegion} to ${vpcScope.region} as a cross-Region endpoint`,
  );
};

/**
 * Can this VPC reach that service in that Region privately, and how? From what exists and what AWS offers today.
 * An unknown VPC is an InputError, which says whether everything was read.
 */
export const explain = async ({
  source,
  config,
  question,
  onProgress,
}: {
  source: Source;
  config: Config;
  question: Question;
  onProgress: (progress: Progress) => void;
}): Promise<Explanation> => {
  const plan = await source.plan({ accounts: null, regions: null });
  onProgress({ kind: 'planned', plan });
  const inventories = await collectAll(source, plan.scopes, { onProgress, take: (read) => read });
  const { network, paths } = analyse(
    { accounts: plan.accounts, inventories },
    { ...config, peeringRoutedServices: ['*'] },
  );
  const vpc = network.vpcs.get(question.vpc);
  const coverage = toCoverage(
    inventories.map(({ scope, inventory }) => toScopeCoverage(scope, inventory)),
    plan,
  );
  if (vpc === undefined || vpc.accountId === null || vpc.region === null) {
    const unread = coverage.scopes.filter(({ status }) => status === 'partial' || status === 'failed').length;
    const rest =
      unread === 0 ? '' : ` (${unread} of ${coverage.scopes.length} scopes were not read completely)`;
    throw new InputError(`vpc: no endpoint or peering that was read names ${question.vpc}${rest}`);
  }
  const vpcScope = { accountId: vpc.accountId, region: vpc.region };
  const home = inventories.find(({ scope }) => scopeKey(scope) === scopeKey(vpcScope));
  const existing = paths.filter(
    ({ consumer, service }) =>
      consumer.vpcId === question.vpc &&
      service.region === question.serviceRegion &&
      isService(service.name, question.service),
  );
  return {
    question,
    options: [...existing.map(toOption), crossRegionOption(home, question, vpcScope)],
    coverage,
  };
};
