import { type Connection, connect } from '#app/connect.ts';
import { loadConfig, parseConfigText } from '#app/load-config.ts';
import { unitsNamed } from '#app/place-accounts.ts';
import { rolesOf } from '#app/roles.ts';
import { openStore } from '#app/store/open-store.ts';
import type { Store } from '#app/store/store.ts';
import type { Config } from '#model/config.ts';
import type { ConfigText } from './config-parameter.ts';
import { setting } from './setting.ts';

/** What an invocation works with. `store` is null where none is deployed. */
export type Open = { config: Config; connection: Connection; store: Store | null };

/**
 * Opens what the function's environment names: the configuration (that of the SSM parameter, else a file as at a
 * terminal; an InputError tells what is wrong with it), the roles of the organization's accounts
 * (VPC_PATH_AUDITOR_ROLE_NAME, without which this account alone is scanned, and VPC_PATH_AUDITOR_PUBLISH_ROLE_NAME) and
 * the store (VPC_PATH_AUDITOR_STORE). Whoever opens closes the connection.
 */
export const open = async (env: NodeJS.ProcessEnv, parameter: ConfigText | null): Promise<Open> => {
  const config =
    parameter === null ? await loadConfig(null, env) : parseConfigText(parameter.text, parameter.origin);
  const { scope, role } = config;
  const read = setting(env, 'VPC_PATH_AUDITOR_ROLE_NAME') ?? role.name;
  const publish = setting(env, 'VPC_PATH_AUDITOR_PUBLISH_ROLE_NAME') ?? role.publishName;
  const connection = await connect({
    roles: read === null ? null : rolesOf(read, publish),
    externalId: setting(env, 'VPC_PATH_AUDITOR_EXTERNAL_ID') ?? role.externalId,
    scope,
    units: unitsNamed(config),
  });
  const place = setting(env, 'VPC_PATH_AUDITOR_STORE');
  try {
    return { config, connection, store: place === null ? null : openStore(place, connection.bucket) };
  } catch (error) {
    connection.close();
    throw error;
  }
};
