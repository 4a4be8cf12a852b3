import { STSClient } from '@aws-sdk/client-sts';
import type { Provider } from '@smithy/types';
import { collectBody } from './collect-body.ts';

/**
 * What every client would look up again, in the environment and in the shared files, though it is the same for all: a
 * third of what a client costs. No setting depends on the Region that is named here.
 */
export const standingSettings = () => {
  const { useFipsEndpoint, useDualstackEndpoint, userAgentAppId, authSchemePreference } = new STSClient({
    region: 'us-east-1',
  }).config;
  return {
    useFipsEndpoint,
    useDualstackEndpoint,
    userAgentAppId,
    authSchemePreference,
    streamCollector: collectBody,
    defaultsMode: 'standard',
    retryMode: 'standard',
  } as const;
};

/** What a client has resolved of its settings, as far as it is shared. */
export type Configured = { serviceConfiguredEndpoint?: Provider<string | undefined> };

/**
 * Makes all clients of a service ask its first one which endpoint is configured for it (`AWS_ENDPOINT_URL`, the shared
 * files). It is no setting: a client looks it up itself, at its first call, and that costs more than making the client.
 */
export const createEndpointSharing = (): ((service: string, config: Configured) => void) => {
  const found = new Map<string, Provider<string | undefined>>();
  return (service, config) => {
    const known = found.get(service) ?? config.serviceConfiguredEndpoint;
    if (known === undefined) return;
    found.set(service, known);
    config.serviceConfiguredEndpoint = known;
  };
};
