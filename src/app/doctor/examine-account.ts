import pMap from 'p-map';
import { attempt } from '#aws/attempt.ts';
import type { Aws } from '#aws/clients.ts';
import { enabledRegions } from '#aws/regions.ts';
import { nothingSeen, type Probe, type Seen } from '#collect/probe.ts';
import { probes, securityHubProbe } from '#collect/probes.ts';
import type { Account } from '#model/account.ts';
import type { Config } from '#model/config.ts';
import { type Outcome, success } from '#model/coverage.ts';
import type { DoctorReport } from '#model/doctor.ts';
import type { Scope } from '#model/scope.ts';
import { divideRegions } from '../declared-scope.ts';
import { type Observation, observe } from './observe.ts';

/** Questions in flight at once in one account. */
const questionsAtOnce = 5;

export type Examination = {
  account: DoctorReport['accounts'][number];
  /** All that are enabled; null when they could not be listed. */
  enabled: readonly string[] | null;
  observations: Observation[];
};

export type Examining = {
  aws: Aws;
  callerAccountId: string;
  homeRegion: string;
  roleName: string;
  config: Config;
  /** Those that were asked for; null for every one in scope. */
  regions: readonly string[] | null;
};

/** Asks for the role's credentials, and for nothing with them. */
const assumeRole = (aws: Aws, home: Scope): Promise<Outcome<unknown>> =>
  attempt(async () => aws.ec2(home).config.credentials());

type Tried = { action: string; outcome: Outcome<Partial<Seen>> };

const tryAll = (
  wave: readonly Probe[],
  { aws, scope, seen }: { aws: Aws; scope: Scope; seen: Seen },
): Promise<Tried[]> =>
  pMap(wave, async ({ action, ask }) => ({ action, outcome: await attempt(() => ask(aws, scope, seen)) }), {
    concurrency: questionsAtOnce,
  });

/** What the answers have shown, in the place of what does not exist. */
const seenIn = (tried: readonly Tried[]): Seen => {
  const values = tried.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
  const first = (key: keyof Seen): string =>
    values.flatMap((value) => value[key] ?? [])[0] ?? nothingSeen[key];
  return {
    vpcId: first('vpcId'),
    prefixListId: first('prefixListId'),
    profileId: first('profileId'),
    serviceId: first('serviceId'),
  };
};

/** Tries every action of the collectors in one scope. */
const tryActions = async (aws: Aws, scope: Scope): Promise<Observation[]> => {
  const [listings, details] = probes;
  const first = await tryAll(listings, { aws, scope, seen: nothingSeen });
  const second = await tryAll(details, { aws, scope, seen: seenIn(first) });
  return [...first, ...second].map(({ action, outcome }) =>
    observe({ name: 'action', subject: action }, scope, outcome),
  );
};

const trySecurityHub = async (aws: Aws, scope: Scope): Promise<Observation> => {
  const outcome = await attempt(() => securityHubProbe.ask(aws, scope, nothingSeen));
  return observe({ name: 'security-hub', subject: null }, scope, outcome);
};

type Places = {
  /** The Regions in scope. */
  chosen: string[];
  /** Those in which the actions are tried. */
  triedIn: string[];
  /** Those in which Security Hub would be written to. */
  published: string[];
};

const placesOf = (
  { homeRegion, regions: asked, config }: Examining,
  accountId: string,
  enabled: readonly string[] | null,
): Places => {
  const known = enabled ?? asked ?? config.scope.regions ?? [homeRegion];
  const inScope = divideRegions(
    known.map((region) => ({ accountId, region })),
    config.scope,
  ).chosen.map(({ region }) => region);
  const chosen = inScope.filter((region) => asked?.includes(region) ?? true);
  const { mode, central } = config.publishing;
  const one = chosen.includes(homeRegion) ? [homeRegion] : chosen.slice(0, 1);
  return {
    chosen,
    triedIn: asked === null ? one : chosen,
    published: mode === 'owner' ? chosen : central?.accountId === accountId ? [central.region] : [],
  };
};

/**
 * Looks at one account: can its role be assumed, which Regions has it, is each action allowed (in the home Region, or
 * in those that were asked for), is Security Hub on (in every Region). Writes nothing.
 */
export const examineAccount = async (
  examining: Examining,
  { Id: accountId, Name }: Account,
): Promise<Examination> => {
  const { aws, callerAccountId, homeRegion, roleName } = examining;
  const scopeOf = (region: string): Scope => ({ accountId, region });
  const home = scopeOf(homeRegion);
  const isOwn = accountId === callerAccountId;
  const assumed = isOwn ? success(null) : await assumeRole(aws, home);
  const role = isOwn ? [] : [observe({ name: 'role', subject: roleName }, home, assumed)];
  if (!assumed.ok) {
    return {
      account: { accountId, name: Name ?? null, regions: null, triedIn: [] },
      enabled: null,
      observations: role,
    };
  }
  const listed = await enabledRegions(aws, home);
  const enabled = listed.ok ? listed.value : null;
  const { chosen, triedIn, published } = placesOf(examining, accountId, enabled);
  const actions = await pMap(triedIn, (region) => tryActions(aws, scopeOf(region)), { concurrency: 2 });
  const hubs = await pMap(published, (region) => trySecurityHub(aws, scopeOf(region)), {
    concurrency: questionsAtOnce,
  });
  for (const region of [homeRegion, ...chosen, ...published]) aws.release(scopeOf(region));
  return {
    account: { accountId, name: Name ?? null, regions: enabled === null ? null : chosen, triedIn },
    enabled,
    observations: [
      ...role,
      observe({ name: 'action', subject: 'ec2:DescribeRegions' }, home, listed),
      ...actions.flat(),
      ...hubs,
    ],
  };
};
