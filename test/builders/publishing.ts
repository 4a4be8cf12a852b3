import { SecurityHubClient } from '@aws-sdk/client-securityhub';
import { type HttpHandler, HttpResponse } from '@smithy/core/protocols';
import { type PublishOptions, publish } from '#app/publish.ts';
import { type Store, StoreError } from '#app/store/store.ts';
import type { PublishingConfig } from '#model/config-publishing.ts';
import type { Finding, Presence } from '#model/finding.ts';
import type { PublishSummary } from '#model/result.ts';
import type { Scope } from '#model/scope.ts';
import { fromHttpRequest } from '#sandbox/request-handler.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { createFindingsClient } from '#securityhub/client.ts';
import { anyKeys, assume } from '#test/sandbox/clients.ts';
import { aFinding, oregon, tokyo } from './findings.ts';

/** The account that runs, and so the first of the organization. */
export const hub: Scope = { accountId: '999999999999', region: 'us-east-1' };
export const ownerMode: PublishingConfig = { mode: 'owner', central: null };
export const centralMode: PublishingConfig = { mode: 'central', central: hub };
/** Back again, with the place still told. */
export const ownerModeAgain: PublishingConfig = { mode: 'owner', central: hub };

/** Nothing but Security Hub, in three accounts. */
export const securityHub = (securityHubOff: Scope[] = []): Sandbox =>
  createSandbox({
    securityHubOff,
    snapshot: {
      organization: {
        schemaVersion: 1,
        Accounts: [hub, tokyo, oregon].map(({ accountId }) => ({ Id: accountId, State: 'ACTIVE' })),
      },
      inventories: [hub, tokyo, oregon].map((scope) => ({ scope, inventory: {} })),
    },
  });

/** Documents in memory, copied as JSON copies them. `isDown` makes every call fail. */
export const memoryStore = () => {
  const texts = new Map<string, string>();
  const calls = { put: 0, get: 0 };
  const state = { isDown: false };
  const refuseWhenDown = (key: string): void => {
    if (state.isDown) throw new StoreError(`${key}: the store is down`);
  };
  const store: Store = {
    put: async (key, document) => {
      calls.put += 1;
      refuseWhenDown(key);
      texts.set(key, JSON.stringify(document));
    },
    get: async (key) => {
      calls.get += 1;
      refuseWhenDown(key);
      const text = texts.get(key);
      return text === undefined ? null : JSON.parse(text);
    },
    putText: async (key, text) => {
      refuseWhenDown(key);
      texts.set(key, text);
    },
  };
  return { store, texts, calls, state };
};

/** A request as far as a test refuses it. */
export type Asked = { region: string; path: string; body: string };

const bodyOf = (request: Parameters<HttpHandler['handle']>[0]): string =>
  Buffer.from(fromHttpRequest(request).body).toString();

/** The sandbox, some of whose requests fail with an error code of AWS's. */
export const refusing = (
  { requestHandler }: Pick<Sandbox, 'requestHandler'>,
  codeOf: (asked: Asked) => string | null,
): HttpHandler => ({
  ...requestHandler,
  handle: async (request, options) => {
    const [, region = ''] =
      /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers['authorization'] ?? '') ?? [];
    const code = codeOf({ region, path: request.path, body: bodyOf(request) });
    if (code === null) return requestHandler.handle(request, options);
    const headers = { 'x-amzn-errortype': code };
    const body = Buffer.from(JSON.stringify({ message: `${code} said AWS` }));
    return { response: new HttpResponse({ statusCode: 403, headers, body }) };
  },
});

/** Findings of one owner, about so many VPCs. */
export const findingsOf = (scope: Scope, count: number): Finding[] =>
  Array.from({ length: count }, (_, index) =>
    aFinding({ ...scope, subject: { type: 'AwsEc2Vpc', id: `vpc-${index}`, arn: null } }),
  );

/** Day of November 2026. */
export const night = (day: number): string => new Date(Date.UTC(2026, 10, day, 3)).toISOString();

export type RunOptions = Partial<Omit<PublishOptions, 'findings' | 'observedAt'>> & {
  requestHandler?: HttpHandler;
};

/** Publishing of one night, of a run that read everything unless it says otherwise. */
export const publishNight = async (
  sandbox: Sandbox,
  { at, findings }: { at: string; findings: readonly Finding[] },
  options: RunOptions = {},
): Promise<PublishSummary & { firstSeen: ReadonlyMap<string, string> }> => {
  const { requestHandler = sandbox.requestHandler, ...rest } = options;
  const { summary, firstSeen } = await publish({
    findings,
    scopes: [tokyo, oregon],
    publishing: ownerMode,
    stores: (scope) => {
      const credentials =
        scope.accountId === hub.accountId ? anyKeys : () => assume(sandbox, scope.accountId);
      const client = new SecurityHubClient({
        region: scope.region,
        requestHandler,
        credentials,
        maxAttempts: 1,
      });
      return createFindingsClient(client, { ...scope, partition: 'aws' });
    },
    partition: 'aws',
    isComplete: () => true,
    presenceOf: (): Presence => 'listed',
    isLost: () => false,
    isSwitchedOff: () => false,
    observedAt: at,
    refreshAfterDays: 60,
    unreadScopes: new Set(),
    documents: null,
    hasTime: () => true,
    onProgress: () => {},
    ...rest,
  });
  return { ...summary, firstSeen };
};

/** A run that could read nothing. */
export const blind: RunOptions = { isComplete: () => false, presenceOf: () => 'unread' };

/** The record state of every finding held of an Id, by the account that holds it. */
export const statesOf = (sandbox: Sandbox, id: string): Record<string, string | undefined> =>
  Object.fromEntries(
    sandbox
      .findings()
      .filter(({ Id }) => Id === id)
      .map(({ AwsAccountId = '', RecordState }) => [AwsAccountId, RecordState]),
  );
