import { setMaxListeners } from 'node:events';
import { EC2Client } from '@aws-sdk/client-ec2';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentityProvider, MiddlewareStack } from '@smithy/types';
import { type Scope, scopeKey } from '#model/scope.ts';
import { assumeRole, type Role } from './assume-role.ts';
import { atOnce } from './calls-at-once.ts';
import { callerCredentials } from './credentials.ts';
import { untilStopped } from './deadline.ts';
import { type CallEvents, eachAttempt } from './each-attempt.ts';
import { lazily } from './lazy.ts';
import { createLimiter, type Limiter } from './limiter.ts';
import { createRetryStrategy, type RetryOptions, retryDefaults } from './retry.ts';
import {
  createProfilesClient,
  createResolverClient,
  type ProfilesClient,
  type ResolverClient,
} from './route53-clients.ts';
import { sharedSession } from './session.ts';
import { createHttpHandler, type HttpHandler, shareHandler, type Timeouts } from './shared-handler.ts';
import { createSigner, type SignerOptions } from './signer.ts';
import { type Configured, createEndpointSharing, standingSettings } from './standing-settings.ts';

export type AwsOptions = Partial<CallEvents> & {
  /** Sends the requests instead of the network, e.g. a sandbox in this process. Its owner closes it. */
  requestHandler?: HttpHandler;
  /** Instead of the SDK's default chain. */
  credentials?: AwsCredentialIdentityProvider;
  timeouts?: Timeouts;
  /** Requests on their way at a time, over all accounts and Regions. */
  callsAtOnce?: number;
  retry?: RetryOptions;
  /** Ends every call under way, and lets none begin: cause `timeout`, code `Deadline`. */
  signal?: AbortSignal;
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

/** As many as the kept connections to one host: more wait for this process's CPU rather than for AWS. */
const mostCalls = 50;

/** Opens nothing by itself. What the SDK reads from the environment (`AWS_ENDPOINT_URL`, `AWS_PROFILE`...) holds. */
export const createAws = ({
  requestHandler,
  credentials,
  onCall = () => {},
  onThrottled = () => {},
  timeouts,
  callsAtOnce = mostCalls,
  retry,
  signal,
}: AwsOptions = {}): Aws => {
  // Every call under way listens to it.
  if (signal !== undefined) setMaxListeners(0, signal);
  const own = createHttpHandler(timeouts);
  const edge: Edge = {
    handler: shareHandler(atOnce(requestHandler ?? own, callsAtOnce), signal),
    caller: credentials ?? callerCredentials(),
    limiter: createLimiter(),
    retry: { ...retryDefaults, ...retry },
    onCall,
    onThrottled,
    signal,
    standing: once(standingSettings),
    shareEndpoint: createEndpointSharing(),
    close: () => own.destroy(),
  };
  return connect(edge, () => edge.caller);
};

/** What all clients of a run share. */
type Edge = CallEvents & {
  handler: HttpHandler;
  caller: AwsCredentialIdentityProvider;
  limiter: Limiter;
  retry: Required<RetryOptions>;
  signal: AbortSignal | undefined;
  standing: () => ReturnType<typeof standingSettings>;
  shareEndpoint: ReturnType<typeof createEndpointSharing>;
  close: () => void;
};

/** The parts of a client that are seen to once it is made. */
type Watchable<Input extends object, Output extends object> = {
  config: Configured;
  middlewareStack: MiddlewareStack<Input, Output>;
};

/** Sessions kept, of the accounts asked last: enough for all that are read at once, whatever the organization's size. */
const sessionsKept = 1000;

const connect = (edge: Edge, credentialsOf: (accountId: string) => AwsCredentialIdentityProvider): Aws => {
  const watched = <Client, Input extends object, Output extends object>(
    service: string,
    scope: Scope,
    client: Client & Watchable<Input, Output>,
  ): Client => {
    edge.shareEndpoint(service, client.config);
    // It copies every question and answer for a logger, and there is none.
    client.middlewareStack.remove('loggerMiddleware');
    client.middlewareStack.use(eachAttempt({ service, scope }, edge));
    if (edge.signal !== undefined) client.middlewareStack.use(untilStopped(edge.signal));
    return client;
  };
  const asCaller = <Client, Input extends object, Output extends object>(
    service: string,
    make: (config: ClientConfig) => Client & Watchable<Input, Output>,
  ) =>
    lazily(itself, (region) =>
      watched(
        service,
        ofCaller(region),
        make(configFor(edge, { service, region, credentials: edge.caller })),
      ),
    );
  const asOwner = <Client, Input extends object, Output extends object>(
    service: string,
    make: (config: ClientConfig) => Client & Watchable<Input, Output>,
  ) =>
    lazily(scopeKey, (scope) => {
      const { accountId, region } = scope;
      const config = configFor(edge, { service, region, credentials: credentialsOf(accountId) });
      return watched(service, scope, make(config));
    });

  const sts = asCaller('sts', (config) => new STSClient(config));
  const organizations = asCaller('organizations', (config) => new OrganizationsClient(config));
  const s3 = asCaller('s3', (config) => new S3Client(config));
  const ec2 = asOwner('ec2', (config) => new EC2Client(config));
  const route53 = asOwner('route53', (config) => new Route53Client(config));
  const route53Resolver = asOwner('route53resolver', createResolverClient);
  const route53Profiles = asOwner('route53profiles', createProfilesClient);
  const securityHub = asOwner('securityhub', (config) => new SecurityHubClient(config));

  return {
    ec2: ec2.get,
    route53: route53.get,
    route53Resolver: route53Resolver.get,
    route53Profiles: route53Profiles.get,
    securityHub: securityHub.get,
    sts: sts.get,
    organizations: organizations.get,
    s3: s3.get,
    assuming: (role) => connect(edge, sessionsOf(edge, role, sts.get(role.region))),
    release: (scope) =>
      [ec2, route53, route53Resolver, route53Profiles, securityHub].forEach((clients) =>
        clients.forget(scope),
      ),
    close: edge.close,
  };
};

const itself = (key: string): string => key;

const ofCaller = (region: string): Scope => ({ accountId: 'caller', region });

const once = <Value>(make: () => Value): (() => Value) => {
  const { get } = lazily(itself, make);
  return () => get('');
};

/** The service by its prefix in IAM, which is also what its requests are signed for. */
const configFor = (edge: Edge, signing: SignerOptions) => ({
  region: signing.region,
  credentials: signing.credentials,
  // S3 alone wants paths and bodies signed by rules of its own.
  ...(signing.service === 's3' ? {} : { signer: createSigner(signing) }),
  requestHandler: shareHandler(edge.handler),
  ...edge.standing(),
  maxAttempts: edge.retry.maxAttempts,
  retryStrategy: createRetryStrategy(edge.retry),
});

type ClientConfig = ReturnType<typeof configFor>;

/** The caller's own credentials in its own account, the role's in every other. */
const sessionsOf = (edge: Edge, role: Role, sts: STSClient) => {
  const sessions = lazily(
    itself,
    (accountId) => sharedSession(() => assumeRole(sts, accountId, role)),
    sessionsKept,
  );
  return (accountId: string) => (accountId === role.callerAccountId ? edge.caller : sessions.get(accountId));
};
