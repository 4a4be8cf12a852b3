import { AwsError } from './aws-error.ts';
import type { ErrorCodes } from './service.ts';
import type { Session, State } from './state.ts';
import { hubAccountId } from './state.ts';
import type { WireRequest } from './wire.ts';

/** The credential scope of a Signature Version 4 request. The signature itself is not checked. */
export type Credential = { accessKeyId: string; region: string; service: string };

const credentialPattern = /Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/;

export const credentialOf = ({ headers }: WireRequest): Credential | null => {
  const [, accessKeyId, region, service] = credentialPattern.exec(headers['authorization'] ?? '') ?? [];
  return accessKeyId === undefined || region === undefined || service === undefined
    ? null
    : { accessKeyId, region, service };
};

/** A key that AssumeRole handed out stands for its account, any other key for the hub account. */
export const callerOf = (
  state: State,
  errors: ErrorCodes,
  { accessKeyId, sessionToken }: { accessKeyId: string; sessionToken: string | undefined },
): { accountId: string; session: Session | null } => {
  const session = state.sessions.get(accessKeyId) ?? null;
  if (session === null) return { accountId: hubAccountId(state), session };
  if (session.sessionToken !== sessionToken) {
    const { code, statusCode } = errors.badCredentials;
    throw new AwsError(code, 'The security token included in the request is invalid.', statusCode);
  }
  return { accountId: session.accountId, session };
};
