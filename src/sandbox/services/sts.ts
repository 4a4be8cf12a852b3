import { randomBytes } from 'node:crypto';
import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { AssumeRole$, GetCallerIdentity$ } from '@aws-sdk/client-sts';
import { AwsError } from '../aws-error.ts';
import { callerArn } from '../caller-arn.ts';
import { queryCodec } from '../codec/query.ts';
import { denied } from '../reads.ts';
import type { Call, Service } from '../service.ts';
import { operation } from '../service.ts';

/** Closed and suspended accounts do not work any more; those whose closing is pending do. */
const worksFor = (accountId: string | undefined, { state }: Call): boolean =>
  state.organization.Accounts.some(
    ({ Id, State }) => Id === accountId && State !== 'SUSPENDED' && State !== 'CLOSED',
  );

const key = (bytes: number): string => randomBytes(bytes).toString('hex').toUpperCase();

const durationOf = (seconds = 3600): number => {
  if (seconds >= 900 && seconds <= 43_200) return seconds;
  throw new AwsError('ValidationError', 'DurationSeconds must be between 900 and 43200');
};

/** Any role of a working account of the organization can be assumed; ExternalId is not looked at. */
const assumeRole = operation<AssumeRoleCommandInput>(
  AssumeRole$,
  ['RoleArn', 'RoleSessionName', 'DurationSeconds', 'ExternalId'],
  ({ RoleArn = '', RoleSessionName = '', DurationSeconds }, call) => {
    const [, accountId = '', roleName = ''] =
      /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:[\w+=,.@/-]+\/)?([\w+=,.@-]+)$/.exec(RoleArn) ?? [];
    if (roleName === '') throw new AwsError('ValidationError', `${RoleArn} is invalid`);
    if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName)) {
      throw new AwsError('ValidationError', 'roleSessionName must be 2 to 64 letters, digits or _+=,.@-');
    }
    const expiration = new Date(call.state.now().getTime() + durationOf(DurationSeconds) * 1000);
    if (!worksFor(accountId, call)) {
      throw denied(call, `User is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`);
    }
    const session = {
      accountId,
      roleName,
      sessionName: RoleSessionName,
      secretAccessKey: key(20),
      sessionToken: key(64),
    };
    const accessKeyId = `ASIA${key(8)}`;
    call.state.sessions.set(accessKeyId, session);
    return {
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: expiration,
      },
      AssumedRoleUser: {
        AssumedRoleId: `AROASANDBOX:${RoleSessionName}`,
        Arn: callerArn(call.scope, session),
      },
    };
  },
);

const getCallerIdentity = operation<object>(GetCallerIdentity$, [], (_, { scope, session }) => ({
  UserId: session === null ? 'AIDASANDBOX' : `AROASANDBOX:${session.sessionName}`,
  Account: scope.accountId,
  Arn: callerArn(scope, session),
}));

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
export const sts: Service = {
  codec: queryCodec('https://sts.amazonaws.com/doc/2011-06-15/'),
  errors: {
    unknownOperation: 'InvalidAction',
    unknownParameter: 'InvalidParameterValue',
    missingParameter: 'ValidationError',
    invalidValue: 'ValidationError',
    invalidToken: 'ValidationError',
    denied: 'AccessDenied',
    throttled: { code: 'Throttling', statusCode: 400 },
    badCredentials: { code: 'InvalidClientTokenId', statusCode: 403 },
    expired: { code: 'ExpiredToken', statusCode: 403 },
    internalError: 'InternalFailure',
    unavailable: 'ServiceUnavailable',
  },
  regional: false,
  operations: [assumeRole, getCallerIdentity],
};
