import pMap from 'p-map';
import { attempt } from '#aws/attempt.ts';
import type { Aws } from '#aws/clients.ts';
import { enabledRegions } from '#aws/regions.ts';
import { nothingSeen, type Probe, type Seen } from '#collect/probe.ts';
import { probes, securityHubProbe } from '#collect/probes.ts';
import type { Account } from '#model/account.ts';
import type { Config } from '#model/config.ts';
import type { Outcome } from '#model/coverage.ts';
import type { DoctorReport } from '#model/doctor.ts';
import type { Scope } from '#model/scope.ts';
import { divideRegions } from '../declared-scope.ts';
import type { Roles } from '../roles.ts';
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
  reading: Aws;
  publishing: Aws;
  callerAccountId: string;
  homeRegion: string;
  roles: Roles;
  config: Config;
  /** Those that were asked for; null for every one in scope. */
  regions: readonly string[] | null;
};

/** Asks for the role's credentials, and for nothing with them. */
const assumeRole = (aws: Aws, home: Scope): Promise<Outcome<unknown>> =>
  attempt(async () => aws.ec2(home).config.credentials());

/** Is somebody in, and how a role was asked for; of the caller's own account nothing has to be. */
type Entry = { isIn: boolean; observations: Observation[] };

const enter = async (aws: Aws, home: Scope, roleName: string): Promise<Entry> => {
  const assumed = await assumeRole(aws, home);
  return { isIn: assumed.ok, observations: [observe({ name: 'role', subject: roleName }, home, assumed)] };
};

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

const isPublishedTo = ({ publishing: { mode, central } }: Config, accountId: string): boolean =>
  mode === 'owner' || central?.accountId === accountId;

/** Through each role; where one role is both, or nothing is published, the first answer is all there is. */
const enterBoth = async (
  { reading, publishing, callerAccountId, roles, config }: Examining,
  home: Scope,
): Promise<{ read: Entry; publish: Entry }> => {
  const own: Entry = { isIn: true, observations: [] };
  if (home.accountId === callerAccountId) return { read: own, publish: own };
  const read = await enter(reading, home, roles.read);
  const isAnother = roles.publish !== roles.read && isPublishedTo(config, home.accountId);
  const publish = isAnother
    ? await enter(publishing, home, roles.publish)
    : { isIn: read.isIn, observations: [] };
  return { read, publish };
};

/**
 * Looks at one account: can its roles be assumed, which Regions has it, is each action allowed (in the home Region, or
 * in those that were asked for), is Security Hub on (in every Region). Writes nothing.
 */
export const examineAccount = async (
  examining: Examining,
  { Id: accountId, Name }: Account,
): Promise<Examination> => {
  const { reading, publishing, homeRegion } = examining;
  const scopeOf = (region: string): Scope => ({ accountId, region });
  const home = scopeOf(homeRegion);
  const { read, publish } = await enterBoth(examining, home);
  const entries = [...read.observations, ...publish.observations];
  if (!read.isIn) {
    const account = { accountId, name: Name ?? null, regions: null, triedIn: [] };
    return { account, enabled: null, observations: entries };
  }
  const listed = await enabledRegions(reading, home);
  const enabled = listed.ok ? listed.value : null;
  const { chosen, triedIn, published } = placesOf(examining, accountId, enabled);
  const actions = await pMap(triedIn, (region) => tryActions(reading, scopeOf(region)), { concurrency: 2 });
  const asked = publish.isIn ? published : [];
  const hubs = await pMap(asked, (region) => trySecurityHub(publishing, scopeOf(region)), {
    concurrency: questionsAtOnce,
  });
  for (const region of [homeRegion, ...chosen, ...published]) {
    reading.release(scopeOf(region));
    publishing.release(scopeOf(region));
  }
  return {
    account: { accountId, name: Name ?? null, regions: enabled === null ? null : chosen, triedIn },
    enabled,
    observations: [
      ...entries,
      observe({ name: 'action', subject: 'ec2:DescribeRegions' }, home, listed),
      ...actions.flat(),
      ...hubs,
    ],
  };
};
