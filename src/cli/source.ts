import { type Connection, connect } from '#app/connect.ts';
import type { Asker } from '#app/explain/asker.ts';
import { InputError } from '#app/input-error.ts';
import { unitsNamed } from '#app/place-accounts.ts';
import type { Caller, FindingsStores, Selection, Source } from '#app/ports.ts';
import { type Roles, roleNames, rolesOf } from '#app/roles.ts';
import { createSnapshotSource } from '#app/snapshot-source.ts';
import type { Config } from '#model/config.ts';
import type { Traffic } from './progress.ts';
import { tell } from './terminal.ts';

export type SourceOptions = {
  profile?: string;
  organization?: boolean;
  roleName?: string;
  publishRoleName?: string;
  accounts?: string[];
  regions?: string[];
  snapshot?: string;
  config?: string;
};

export type OpenSource = {
  source: Source;
  /** AWS, for single questions; null for a snapshot. */
  asker: Asker | null;
  stores: FindingsStores | null;
  traffic: () => Traffic;
  close: () => void;
};

export const toSelection = ({ accounts, regions }: SourceOptions): Selection => ({
  accounts: accounts ?? null,
  regions: regions ?? null,
});

/** The roles that the flags or the configuration name. */
export const toRoles = (
  options: Pick<SourceOptions, 'roleName' | 'publishRoleName'>,
  { role }: Config,
): Roles => rolesOf(options.roleName ?? role.name, options.publishRoleName ?? role.publishName);

/** Whom the caller asks, in whose name, for the first line. */
export const reachOf = (roles: Roles | null, isPublishing: boolean): string => {
  if (roles === null) return 'this account alone';
  const [read = '', publish] = roleNames(roles);
  const toPublish = isPublishing && publish !== undefined ? `, and ${publish} to publish` : '';
  return `the organization, through the role ${read}${toPublish}`;
};

/** Credentials, told before the first read: who asks, which scope, which roles. */
const openAws = async (
  options: SourceOptions,
  config: Config,
  { isPublishing, signal }: { isPublishing: boolean; signal: AbortSignal },
): Promise<Connection> => {
  // The SDK reads the profile from the environment, for Regions as well as for credentials.
  if (options.profile !== undefined) process.env['AWS_PROFILE'] = options.profile;
  const { role, scope } = config;
  const roles = options.organization ? toRoles(options, config) : null;
  const connection = await connect({
    roles,
    externalId: process.env['VPC_PATH_AUDITOR_EXTERNAL_ID']?.trim() || role.externalId,
    scope,
    units: unitsNamed(config),
    signal,
  });
  tell(`as ${connection.source.caller.arn}: ${reachOf(roles, isPublishing)}`);
  return connection;
};

const toOpenSource = ({
  source,
  asker,
  stores,
  apiCalls,
  throttledCalls,
  close,
}: Connection): OpenSource => ({
  source,
  asker,
  stores,
  traffic: () => ({ calls: apiCalls(), throttled: throttledCalls() }),
  close,
});

/** Security Hub takes a finding only from the account that owns it: others' need their own credentials. */
const refuseForeign = async (source: Source, caller: Caller, selection: Selection): Promise<void> => {
  const { scopes } = await source.plan(selection);
  const foreign = new Set(scopes.map(({ accountId }) => accountId));
  foreign.delete(caller.accountId);
  if (foreign.size > 0) {
    throw new InputError(
      `--publish: the snapshot holds accounts that ${caller.arn} cannot publish for (${[...foreign].join(', ')}): ` +
        `add --organization, or --accounts ${caller.accountId}`,
    );
  }
};

/** A snapshot when one is named, else AWS; AWS as well when a snapshot's findings are to be published. */
export const openSource = async (
  options: SourceOptions,
  config: Config,
  { isPublishing, signal }: { isPublishing: boolean; signal: AbortSignal },
): Promise<OpenSource> => {
  if (options.snapshot === undefined)
    return toOpenSource(await openAws(options, config, { isPublishing, signal }));
  if (options.organization && !isPublishing) {
    throw new InputError(
      '--organization, --role-name and --publish-role-name are for AWS; a snapshot is read whole',
    );
  }
  const source = await createSnapshotSource(options.snapshot, config.scope);
  if (!isPublishing)
    return {
      source,
      asker: null,
      stores: null,
      traffic: () => ({ calls: 0, throttled: 0 }),
      close: () => {},
    };
  const aws = await openAws(options, config, { isPublishing, signal });
  if (!options.organization) await refuseForeign(source, aws.source.caller, toSelection(options));
  return { ...toOpenSource(aws), source, asker: null };
};
