import { join } from 'node:path';
import type { FaultPlan } from '#sandbox/faults/plan.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { snapshotDir } from '#test/builders/snapshot-dir.ts';
import { organization } from '#test/handlers/distributed.ts';
import { createHub } from '#test/infra/hub.ts';
import { type BundleName, buildBundles } from '../../../scripts/build-bundles.ts';
import { type Deployed, deployedFunction, deployedParameters, place } from './deployed.ts';
import { type DurableExecutions, serveDurableExecutions } from './durable-executions.ts';
import { type Invoked, type LambdaFunction, startFunction } from './lambda-function.ts';
import { listenForTraces, type TraceDaemon } from './trace-daemon.ts';

/** What is other than the stack deploys it. */
export type Change = { deployed?: Partial<Deployed>; bundle?: string };

export type Lane = {
  sandbox: Sandbox;
  daemon: TraceDaemon;
  durable: DurableExecutions;
  deployed: (name: BundleName) => Deployed;
  /** The folder of a function's bundle. */
  bundle: (name: BundleName) => string;
  /** Starts an execution environment of a function, which ends with the lane. */
  start: (name: BundleName, change?: Change) => Promise<LambdaFunction>;
  faults: (plan: FaultPlan | null) => void;
  /** All that were begun so far. */
  invocations: () => number;
  close: () => Promise<void>;
};

/** The bundles as they are deployed, the template that deploys them, and in place of AWS a sandbox on loopback. */
export const openLane = async (): Promise<Lane> => {
  const dir = await snapshotDir();
  const [hub] = await Promise.all([createHub({ ...place, publish: 'true' }), buildBundles(dir)]);
  const sandbox = createSandbox({ snapshot: organization, parameters: deployedParameters(hub) });
  const server = await serveSandbox(sandbox);
  const daemon = await listenForTraces();
  const deployed = (name: BundleName): Deployed => deployedFunction(hub, name);
  const durable = await serveDurableExecutions(deployed('orchestrate').arn);
  const endpoints = {
    AWS_ENDPOINT_URL: server.url,
    AWS_ENDPOINT_URL_LAMBDA: durable.url,
    AWS_XRAY_DAEMON_ADDRESS: daemon.address,
  };
  const started: LambdaFunction[] = [];
  let invocations = 0;
  const counting = ({ invoke, ...rest }: LambdaFunction): LambdaFunction => ({
    ...rest,
    invoke: (...asked): Promise<Invoked> => {
      invocations += 1;
      return invoke(...asked);
    },
  });
  return {
    sandbox,
    daemon,
    durable,
    deployed,
    bundle: (name) => join(dir, name),
    start: async (name, change = {}) => {
      const one = await startFunction({
        deployed: { ...deployed(name), ...change.deployed },
        bundle: change.bundle ?? join(dir, name),
        endpoints,
      });
      started.push(one);
      return counting(one);
    },
    faults: sandbox.replaceFaults,
    invocations: () => invocations,
    close: async () => {
      await Promise.all(started.map((one) => one.close()));
      durable.close();
      daemon.close();
      await server.close();
    },
  };
};
