import { type Connection, connect } from '#app/connect.ts';
import { defaultRoleName } from '#app/default-role.ts';
import type { Asker } from '#app/explain/asker.ts';
import { InputError } from '#app/input-error.ts';
import { unitsNamed } from '#app/place-accounts.ts';
import type { Caller, FindingsStores, Selection, Source } from '#app/ports.ts';
import { createSnapshotSource } from '#app/snapshot-source.ts';
import type { Config } from '#model/config.ts';
import type { Traffic } from './progress.ts';
import { tell } from './terminal.ts';

export type SourceOptions = {
  profile?: string;
  organization?: boolean;
  roleName?: string;
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

/** Credentials, told before the first read: who asks, which scope, which role. */
const openAws = async (options: SourceOptions, config: Config, signal: AbortSignal): Promise<Connection> => {
  // The SDK reads the profile from the environment, for Regions as well as for credentials.
  if (options.profile !== undefined) process.env['AWS_PROFILE'] = options.profile;
  const { role, scope } = config;
  const roleName = options.organization ? (options.roleName ?? role.name ?? defaultRoleName) : null;
  const connection = await connect({
    roleName,
    externalId: process.env['VPC_PATH_AUDITOR_EXTERNAL_ID']?.trim() || role.externalId,
    scope,
    units: unitsNamed(config),
    signal,
  });
  const reach = roleName === null ? 'this account alone' : `the organization, through the role ${roleName}`;
  tell(`as ${connection.source.caller.arn}: ${reach}`);
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
  if (options.snapshot === undefined) return toOpenSource(await openAws(options, config, signal));
  if (options.organization && !isPublishing) {
    throw new InputError('--organization and --role-name are for reading AWS; a snapshot is read whole');
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
  const aws = await openAws(options, config, signal);
  if (!options.organization) await refuseForeign(source, aws.source.caller, toSelection(options));
  return { ...toOpenSource(aws), source, asker: null };
};
