import { type HttpHandler, HttpResponse } from '@smithy/core/protocols';
import { CredentialsError } from '#app/credentials-error.ts';
import { createLiveSource } from '#app/live-source.ts';
import type { Selection, Source } from '#app/ports.ts';
import { scan } from '#app/scan.ts';
import { createS3Store } from '#app/store/s3-store.ts';
import { createBucket } from '#aws/bucket.ts';
import { type AwsOptions, createAws } from '#aws/clients.ts';
import { whoAmI } from '#aws/identity.ts';
import type { Config } from '#model/config.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import type { ScanResult } from '#model/result.ts';
import { fromHttpRequest } from '#sandbox/request-handler.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { createFindingsClient } from '#securityhub/client.ts';
import { assume } from '#test/sandbox/clients.ts';
import { configOf } from './network.ts';

const homeRegion = 'us-west-2';

/** A request as far as a test refuses it; REST operations are told by their path. */
export type Asked = { service: string; region: string; operation: string; body: string };
export type Refusal = { status: number; code: string };
export type Refuse = (asked: Asked) => Refusal | null;

const askedOf = (request: Parameters<HttpHandler['handle']>[0]): Asked => {
  const { headers, body, path } = fromHttpRequest(request);
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers['authorization'] ?? '') ?? [];
  const text = Buffer.from(body).toString();
  const action = new URLSearchParams(text).get('Action') ?? headers['x-amz-target']?.split('.').at(-1);
  return { service, region, operation: action ?? path, body: text };
};

/** In the words of JSON services, and of EC2's and STS's XML. */
const refusalOf = ({ service }: Asked, { status, code }: Refusal): HttpResponse => {
  const isXml = service === 'ec2' || service === 'sts';
  const error = `<Error><Code>${code}</Code><Message>${code} said AWS</Message></Error>`;
  const xml =
    service === 'sts'
      ? `<ErrorResponse>${error}</ErrorResponse>`
      : `<Response><Errors>${error}</Errors></Response>`;
  const body = isXml ? xml : JSON.stringify({ __type: code, message: `${code} said AWS` });
  return new HttpResponse({
    statusCode: status,
    headers: { 'x-amzn-errortype': code },
    body: Buffer.from(body),
  });
};

/** The sandbox with some requests refused. */
const refusing = ({ requestHandler }: Sandbox, refuse: Refuse): HttpHandler => ({
  ...requestHandler,
  handle: async (request, options) => {
    const asked = askedOf(request);
    const refusal = refuse(asked);
    return refusal === null
      ? requestHandler.handle(request, options)
      : { response: refusalOf(asked, refusal) };
  },
});

export type NightOptions = {
  /** ISO time of the run. */
  at: string;
  /** Through the role in every account; false for the caller's account alone. */
  isOrganization?: boolean;
  /** Whose run it is; the hub's unless told. */
  as?: string;
  selection?: Partial<Selection>;
  config?: Partial<Config>;
  refuse?: Refuse;
  /** How AWS is asked, e.g. with less patience. */
  aws?: AwsOptions;
  /** Told each inventory as it was read. */
  onRead?: (read: ScopedInventory) => void;
  /** Where one night leaves documents for the next: a bucket's name. */
  bucket?: string;
};

const hubKeys = { accessKeyId: 'testing', secretAccessKey: 'testing' };

/** The source, telling what it reads. */
const watched = (source: Source, onRead: (read: ScopedInventory) => void): Source => ({
  ...source,
  read: async (scope) => {
    const inventory = await source.read(scope);
    onRead({ scope, inventory });
    return inventory;
  },
});

/**
 * One run with publishing as the handler and the CLI make it, in this process, against the sandbox. Throws a
 * CredentialsError when nobody can tell who asks.
 */
export const night = async (sandbox: Sandbox, options: NightOptions): Promise<ScanResult> => {
  const { at, isOrganization = true, as, selection, config, refuse = () => null } = options;
  const { onRead = () => {}, bucket } = options;
  const keys = as === undefined ? hubKeys : await assume(sandbox, as);
  const own = createAws({
    requestHandler: refusing(sandbox, refuse),
    credentials: async () => keys,
    ...options.aws,
  });
  const identity = await whoAmI(own, homeRegion);
  if (!identity.ok) throw new CredentialsError(identity.failure.message ?? identity.failure.cause);
  const caller = identity.value;
  const role = { roleName: 'auditor', callerAccountId: caller.accountId, region: homeRegion };
  const audited = configOf(config);
  const { scope } = audited;
  const aws = isOrganization ? own.assuming(role) : own;
  return scan({
    source: watched(createLiveSource({ aws, caller, homeRegion, isOrganization, scope }), onRead),
    config: audited,
    selection: { accounts: null, regions: null, ...selection },
    stores: (scope) =>
      createFindingsClient(aws.securityHub(scope), { ...scope, partition: 'aws' }, () => aws.release(scope)),
    documents: bucket === undefined ? null : createS3Store(createBucket(own.s3(homeRegion), bucket), ''),
    failOn: null,
    clock: () => new Date(at),
    onProgress: () => {},
  });
};
