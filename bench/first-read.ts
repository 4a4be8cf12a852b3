import { createSandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import type { WireRequest } from '#sandbox/wire.ts';
import type { BundleName } from '../scripts/build-bundles.ts';
import { generateOrganization } from './scan-organization.ts';

/** What a night begins with, in each function; the orchestrator finds it in the envelope of durable executions. */
export const nightlyEvents: Record<BundleName, object> = {
  audit: {},
  worker: { stage: 'plan' },
  orchestrate: {
    DurableExecutionArn:
      'arn:aws:lambda:us-west-2:111111111111:function:orchestrate:1/durable-execution/bench/1',
    CheckpointToken: 'token',
    InitialExecutionState: {
      Operations: [
        {
          Id: 'execution',
          Type: 'EXECUTION',
          Status: 'STARTED',
          StartTimestamp: '2026-01-01T00:00:00.000Z',
          ExecutionDetails: { InputPayload: '{}' },
        },
      ],
    },
  },
};

/** The service that a request is signed for. */
const serviceOf = ({ headers }: WireRequest): string | undefined =>
  /Credential=[^/]+\/\d+\/[\w-]+\/([\w-]+)\/aws4_request/.exec(headers['authorization'] ?? '')?.[1];

/** Who asks, with what configuration, and what earlier nights left: all else is the work itself. */
const before: ReadonlySet<string | undefined> = new Set(['sts', 'ssm', 's3']);

type FirstRead = {
  url: string;
  settings: Record<string, string>;
  seen: Promise<void>;
  close: () => void;
};

/** AWS on loopback. `seen`: the first request of the work itself has come, which waits for its answer for ever. */
export const awaitFirstRead = async (): Promise<FirstRead> => {
  const parameter = '/configuration';
  const sandbox = createSandbox({
    snapshot: generateOrganization({ accounts: 1, every: 0, networkVpcs: 0 }),
    parameters: new Map([[parameter, '{}']]),
  });
  const { promise: seen, resolve } = Promise.withResolvers<void>();
  const server = await serveSandbox({
    ...sandbox,
    respond: (request) => {
      if (before.has(serviceOf(request))) return sandbox.respond(request);
      resolve();
      return new Promise(() => {});
    },
  });
  const settings = {
    AWS_ENDPOINT_URL: server.url,
    VPC_PATH_AUDITOR_CONFIG_PARAMETER: parameter,
    VPC_PATH_AUDITOR_STORE: 's3://store',
    VPC_PATH_AUDITOR_ROLE_NAME: 'vpc-path-auditor-read',
    VPC_PATH_AUDITOR_WORKER: 'worker',
  };
  return { url: server.url, settings, seen, close: () => void server.close() };
};
