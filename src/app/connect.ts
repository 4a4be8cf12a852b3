import { type Bucket, createBucket } from '#aws/bucket.ts';
import { type Aws, type AwsOptions, createAws } from '#aws/clients.ts';
import { findHomeRegion } from '#aws/home-region.ts';
import { type Identity, whoAmI } from '#aws/identity.ts';
import { profileNames } from '#aws/profiles.ts';
import type { ScopeConfig } from '#model/config-scope.ts';
import type { Failure } from '#model/coverage.ts';
import { regionPattern } from '#model/scope.ts';
import { createFindingsClient } from '#securityhub/client.ts';
import { CredentialsError } from './credentials-error.ts';
import { quoted } from './doctor/shell.ts';
import type { Asker } from './explain/asker.ts';
import { createLiveAsker } from './explain/live-asker.ts';
import { inRoles } from './in-roles.ts';
import { InputError } from './input-error.ts';
import { createLiveSource, type LiveSource } from './live-source.ts';
import type { FindingsStores } from './ports.ts';
import type { Roles } from './roles.ts';
import { someNames } from './some-names.ts';

/** How AWS is asked: how many requests at a time, and until when. */
type How = Pick<AwsOptions, 'callsAtOnce' | 'signal'>;

export type ConnectOptions = How & {
  /** The roles to assume in the organization's other accounts; null scans the caller's account alone. */
  roles: Roles | null;
  externalId: string | null;
  /** What is audited, and what is left out. */
  scope: ScopeConfig;
  /** The organizational units that other lines of the configuration are for. */
  units: readonly string[];
};

export type Connection = {
  source: LiveSource;
  /** Answers single questions, outside a scan. */
  asker: Asker;
  stores: FindingsStores;
  /** A bucket of the caller's, in the caller's own Region. */
  bucket: (name: string) => Bucket;
  /** Requests sent so far, retries included. */
  apiCalls: () => number;
  /** How many of them were refused for coming too fast. */
  throttledCalls: () => number;
  close: () => void;
};

/** What whoever runs this can do: in Lambda there is nobody to log in. */
const renewal = (): string => {
  if (process.env['AWS_LAMBDA_FUNCTION_NAME'] !== undefined) return "check the function's execution role";
  const profile = process.env['AWS_PROFILE'];
  const login = `aws sso login${profile === undefined ? '' : ` --profile ${profile}`}`;
  return `renew them with \`${login}\` or set them up with \`aws configure\``;
};

/** Renewing is for credentials that were refused; not all that keeps AWS from saying who asks is their fault. */
const toCredentialsError = ({ cause, message }: Failure): CredentialsError => {
  const why = message ?? cause;
  if (cause === 'expired-credentials' || cause === 'access-denied') {
    return new CredentialsError(`no valid AWS credentials (${why}): ${renewal()}`);
  }
  return new CredentialsError(
    cause === 'network' || cause === 'timeout'
      ? `AWS could not be reached to say who asks (${why}): check the network and AWS_ENDPOINT_URL`
      : `AWS could not say who asks (${why}): run again; if it stays, look at what answers in the place of AWS (AWS_ENDPOINT_URL, a proxy)`,
  );
};

/** The SDK passes over a profile that nobody has set up, and takes whatever other credentials it finds. */
const refuseUnknownProfile = async ({ AWS_PROFILE: profile }: NodeJS.ProcessEnv): Promise<void> => {
  if (!profile || profile === 'default') return;
  const known = await profileNames();
  if (known.includes(profile)) return;
  const others = known.length === 0 ? 'there is none at all' : `there is ${someNames(known)}`;
  throw new CredentialsError(
    `no AWS profile is named ${JSON.stringify(profile)} (${others}): name another, ` +
      `or set it up with \`aws configure --profile ${quoted(profile)}\``,
  );
};

/** What the SDK would fail on at its first call, or pass over, naming no variable. */
export const refuseBadEnvironment = (env: NodeJS.ProcessEnv): void => {
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
    const value = env[name];
    if (value && !regionPattern.test(value)) {
      throw new InputError(`${name}: ${JSON.stringify(value)} is not a Region such as us-west-2`);
    }
  }
  for (const [name, value] of Object.entries(env)) {
    if (/^AWS_ENDPOINT_URL(?:_|$)/.test(name) && value && !URL.canParse(value)) {
      throw new InputError(`${name}: ${JSON.stringify(value)} is not a URL such as http://127.0.0.1:4566`);
    }
  }
};

/** Clients of AWS with the caller's own credentials, and whose these are. */
export type Opened = {
  aws: Aws;
  caller: Identity;
  homeRegion: string;
  apiCalls: () => number;
  throttledCalls: () => number;
};

/** Finds out who asks before anything is read. Throws a CredentialsError when nobody can tell. */
export const openCaller = async (how: How = {}): Promise<Opened> => {
  refuseBadEnvironment(process.env);
  await refuseUnknownProfile(process.env);
  let calls = 0;
  let throttled = 0;
  const aws = createAws({
    ...how,
    onCall: () => {
      calls += 1;
    },
    onThrottled: () => {
      throttled += 1;
    },
  });
  const homeRegion = await findHomeRegion();
  const identity = await whoAmI(aws, homeRegion);
  if (!identity.ok) throw toCredentialsError(identity.failure);
  return {
    aws,
    caller: identity.value,
    homeRegion,
    apiCalls: () => calls,
    throttledCalls: () => throttled,
  };
};

/** The source and the stores of a run. Throws a CredentialsError when nobody can tell who asks. */
export const connect = async (options: ConnectOptions): Promise<Connection> => {
  const { roles, externalId, scope, units, ...how } = options;
  const { aws: own, caller, homeRegion, apiCalls, throttledCalls } = await openCaller(how);
  const { reading, publishing } = inRoles(own, {
    roles,
    externalId,
    callerAccountId: caller.accountId,
    region: homeRegion,
  });
  return {
    source: createLiveSource({
      aws: reading,
      caller,
      homeRegion,
      isOrganization: roles !== null,
      scope,
      units,
    }),
    asker: createLiveAsker(reading),
    stores: (scope) =>
      createFindingsClient(publishing.securityHub(scope), { ...scope, partition: caller.partition }, () =>
        publishing.release(scope),
      ),
    bucket: (name) => createBucket(own.s3(homeRegion), name),
    apiCalls,
    throttledCalls,
    close: () => own.close(),
  };
};
