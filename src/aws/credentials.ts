import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider } from '@smithy/core';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { partitionOf } from '#model/partition.ts';
import { countCalls, type OnCall } from './count-calls.ts';
import { type HttpHandler, shareHandler } from './shared-handler.ts';

/** The role that is assumed in every account but the caller's own. */
export type Role = {
  roleName: string;
  externalId?: string;
  callerAccountId: string;
  /** Whose STS is asked; its tokens work in every Region. */
  region: string;
};

/** A call is sent at most so often, the first included, with the SDK's standard backoff. */
export const maxAttempts = 5;

/** The SDK's default chain (environment, profile, SSO, container, instance), asked once for all clients. */
export const callerCredentials = (): AwsCredentialIdentityProvider => memoized(fromNodeProviderChain());

/** The role's credentials in one account, renewed five minutes before they end. */
export const roleCredentials = (
  accountId: string,
  role: Role,
  via: { caller: AwsCredentialIdentityProvider; handler: HttpHandler; onCall: OnCall },
): AwsCredentialIdentityProvider =>
  memoized(
    fromTemporaryCredentials({
      params: {
        RoleArn: `arn:${partitionOf(role.region)}:iam::${accountId}:role/${role.roleName}`,
        RoleSessionName: 'vpc-path-auditor',
        ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
      },
      masterCredentials: via.caller,
      clientConfig: {
        region: role.region,
        requestHandler: shareHandler(via.handler),
        retryMode: 'standard',
        maxAttempts,
      },
      clientPlugins: [countCalls('sts', via.onCall)],
    }),
  );

/** A client memoizes its own provider; this one is shared by many clients, and is asked by one at a time. */
const memoized = (provider: AwsCredentialIdentityProvider): AwsCredentialIdentityProvider =>
  memoizeIdentityProvider(provider, isIdentityExpired, doesIdentityRequireRefresh) ?? provider;
