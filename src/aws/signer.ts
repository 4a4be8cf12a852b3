import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { escapeUri } from '@smithy/core/protocols';
import type { AwsCredentialIdentityProvider, HttpRequest, RequestSigner } from '@smithy/types';
import { compareText } from '#model/scope.ts';

const algorithm = 'AWS4-HMAC-SHA256';

const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

/** What AWS requires: who is asked, what is sent, and every header of its own. */
const isSigned = (name: string): boolean =>
  name === 'host' || name === 'content-type' || name.startsWith('x-amz-');

const signedHeaders = (headers: HttpRequest['headers']): [string, string][] =>
  Object.entries(headers)
    .map(([name, value]): [string, string] => [name.toLowerCase(), value.trim().replace(/\s+/g, ' ')])
    .filter(([name]) => isSigned(name))
    .sort(([a], [b]) => compareText(a, b));

const canonicalQuery = ({ query = {} }: HttpRequest): string =>
  Object.entries(query)
    .map(([name, value]) => [escapeUri(name), [value ?? ''].flat().map(escapeUri).sort(compareText)] as const)
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([name, values]) => values.map((value) => `${name}=${value}`))
    .join('&');

/** The path is escaped once by who wrote it, and once more here. */
const canonicalPath = ({ path }: HttpRequest): string => escapeUri(path).replaceAll('%2F', '/');

const derivedKey = (secret: string, scope: string): KeyObject =>
  scope
    .split('/')
    .reduce(
      (key, part) => createSecretKey(createHmac('sha256', key).update(part).digest()),
      createSecretKey(Buffer.from(`AWS4${secret}`)),
    );

export type SignerOptions = { service: string; region: string; credentials: AwsCredentialIdentityProvider };

/**
 * Signature Version 4 (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html) of a client's
 * requests, as every service but S3 wants it. The SDK's own signer keeps 50 derived keys for the whole process, and a
 * scan needs one for each account, Region and service: it derives the key anew for almost every call, a tenth of what a
 * call costs.
 */
export const createSigner = ({ service, region, credentials }: SignerOptions): RequestSigner => {
  let known = { secret: '', scope: '', key: createSecretKey(Buffer.of(0)) };
  const keyOf = (secret: string, scope: string): KeyObject => {
    if (known.secret !== secret || known.scope !== scope) {
      known = { secret, scope, key: derivedKey(secret, scope) };
    }
    return known.key;
  };

  return {
    sign: async (
      request,
      { signingDate = new Date(), signingRegion = region, signingService = service } = {},
    ) => {
      const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
      const time = new Date(signingDate).toISOString().replace(/[-:]|\.\d{3}/g, '');
      const scope = `${time.slice(0, 8)}/${signingRegion}/${signingService}/aws4_request`;
      const bodyHash = sha256(request.body ?? '');
      const headers = {
        ...request.headers,
        'x-amz-date': time,
        'x-amz-content-sha256': bodyHash,
        ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
      };
      const signed = signedHeaders(headers);
      const names = signed.map(([name]) => name).join(';');
      const canonical = [
        request.method,
        canonicalPath(request),
        canonicalQuery(request),
        ...signed.map(([name, value]) => `${name}:${value}`),
        '',
        names,
        bodyHash,
      ].join('\n');
      const signature = createHmac('sha256', keyOf(secretAccessKey, scope))
        .update([algorithm, time, scope, sha256(canonical)].join('\n'))
        .digest('hex');
      const authorization = `${algorithm} Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
      return { ...request, headers: { ...headers, authorization } };
    },
  };
};
