import { EC2Client } from '@aws-sdk/client-ec2';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { type Scope, scopeKey } from '#model/scope.ts';
import { counted, type OnCall } from './count-calls.ts';
import { callerCredentials, maxAttempts, type Role, roleCredentials } from './credentials.ts';
import { lazily } from './lazy.ts';
import { createPace, type Pace, paced } from './pace.ts';
import {
  createProfilesClient,
  createResolverClient,
  type ProfilesClient,
  type ResolverClient,
} from './route53-clients.ts';
import { createHttpHandler, type HttpHandler, shareHandler } from './shared-handler.ts';

export type AwsOptions = {
  /** Sends the requests instead of the network, e.g. a sandbox in this process. Its owner closes it. */
  requestHandler?: HttpHandler;
  /** Instead of the SDK's default chain. */
  credentials?: AwsCredentialIdentityProvider;
  onCall?: OnCall;
};

/**
 * Clients of AWS, each made when first asked for. Those of a scope carry that account's credentials: the
 * caller's own, or in another account those of the role of `assuming`.
 */
export type Aws = {
  ec2(scope: Scope): EC2Client;
  route53(scope: Scope): Route53Client;
  route53Resolver(scope: Scope): ResolverClient;
  route53Profiles(scope: Scope): ProfilesClient;
  securityHub(scope: Scope): SecurityHubClient;
  /** As the caller. */
  sts(region: string): STSClient;
  /** As the caller. */
  organizations(region: string): OrganizationsClient;
  /** As the caller. */
  s3(region: string): S3Client;
  /** The same connections, with a role for the accounts that are not the caller's. */
  assuming(role: Role): Aws;
  /** Forgets the scope's clients (16 KB each), which hold no connection of their own; the next use makes new ones. */
  release(scope: Scope): void;
  /** Ends the kept connections. */
  close(): void;
};

/** Opens nothing by itself. What the SDK reads from the environment (`AWS_ENDPOINT_URL`, `AWS_PROFILE`...) holds. */
export const createAws = ({ requestHandler, credentials, onCall = () => {} }: AwsOptions = {}): Aws => {
  const own = createHttpHandler();
  const edge: Edge = {
    handler: requestHandler ?? own,
    caller: credentials ?? callerCredentials(),
    onCall,
    route53Pace: lazily(itself, () => createPace(8, 2)).get,
    close: () => own.destroy(),
  };
  return connect(edge, () => edge.caller);
};

/** What all clients of a run share. */
type Edge = {
  handler: HttpHandler;
  caller: AwsCredentialIdentityProvider;
  onCall: OnCall;
  /** Of an account, whatever the Region: Route 53 allows 10 calls a second. */
  route53Pace: (accountId: string) => Pace;
  close: () => void;
};

const connect = (edge: Edge, credentialsOf: (accountId: string) => AwsCredentialIdentityProvider): Aws => {
  const { onCall } = edge;
  const asCaller = (region: string) => configFor(edge, region, edge.caller);
  const asOwner = ({ accountId, region }: Scope) => configFor(edge, region, credentialsOf(accountId));

  const sts = lazily(itself, (region) => counted(new STSClient(asCaller(region)), 'sts', onCall));
  const organizations = lazily(itself, (region) =>
    counted(new OrganizationsClient(asCaller(region)), 'organizations', onCall),
  );
  const s3 = lazily(itself, (region) => counted(new S3Client(asCaller(region)), 's3', onCall));
  const ec2 = lazily(scopeKey, (scope) => counted(new EC2Client(asOwner(scope)), 'ec2', onCall));
  const route53 = lazily(scopeKey, (scope) =>
    paced(counted(new Route53Client(asOwner(scope)), 'route53', onCall), edge.route53Pace(scope.accountId)),
  );
  const route53Resolver = lazily(scopeKey, (scope) =>
    counted(createResolverClient(asOwner(scope)), 'route53resolver', onCall),
  );
  const route53Profiles = lazily(scopeKey, (scope) =>
    counted(createProfilesClient(asOwner(scope)), 'route53profiles', onCall),
  );
  const securityHub = lazily(scopeKey, (scope) =>
    counted(new SecurityHubClient(asOwner(scope)), 'securityhub', onCall),
  );

  return {
    ec2: ec2.get,
    route53: route53.get,
    route53Resolver: route53Resolver.get,
    route53Profiles: route53Profiles.get,
    securityHub: securityHub.get,
    sts: sts.get,
    organizations: organizations.get,
    s3: s3.get,
    assuming: (role) => connect(edge, roleProviders(edge, role)),
    release: (scope) =>
      [ec2, route53, route53Resolver, route53Profiles, securityHub].forEach((clients) =>
        clients.forget(scope),
      ),
    close: edge.close,
  };
};

const itself = (key: string): string => key;

const configFor = (edge: Edge, region: string, credentials: AwsCredentialIdentityProvider) => ({
  region,
  credentials,
  requestHandler: shareHandler(edge.handler),
  retryMode: 'standard',
  maxAttempts,
});

/** The caller's own credentials in its own account, the role's in every other. */
const roleProviders = (edge: Edge, role: Role) => {
  const providers = lazily(itself, (accountId) => roleCredentials(accountId, role, edge));
  return (accountId: string) => (accountId === role.callerAccountId ? edge.caller : providers.get(accountId));
};
