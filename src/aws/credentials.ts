import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { doesIdentityRequireRefresh, isIdentityExpired, memoizeIdentityProvider } from '@smithy/core';
import type { AwsCredentialIdentityProvider } from '@smithy/types';

/** The SDK's default chain (environment, profile, SSO, container, instance), asked once for all clients. */
export const callerCredentials = (): AwsCredentialIdentityProvider => {
  const chain = fromNodeProviderChain();
  return memoizeIdentityProvider(chain, isIdentityExpired, doesIdentityRequireRefresh) ?? chain;
};
