import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type ScanSize = {
  accounts: number;
  /** Every so manieth scope holds an endpoint; 0 for none. */
  every: number;
  latencyMs: number;
  callsAtOnce: number;
  /** Only so many of the accounts are scanned. */
  onlyAccounts?: string;
};

export type ScanRun = {
  wallMs: number;
  cpuMs: number;
  /** The share of that time in which the scan's thread had something to do. */
  busy: number;
  calls: number;
  throttled: number;
  isComplete: boolean;
  scopes: number;
  paths: number;
  peakMegabytes: number;
  heapMegabytes: number;
  /** Of the process that stands for AWS. */
  sandboxCpuMs: number;
  /** By IAM action, as the sandbox counted them. */
  callsByAction: Record<string, number>;
};

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const said = async (child: ChildProcess): Promise<unknown> => {
  const [message] = (await once(child, 'message')) as [unknown];
  return message;
};

/** One scan: the sandbox in a process of its own, the scan in another. */
export const runScan = async (size: ScanSize): Promise<ScanRun> => {
  const { accounts, every, latencyMs, callsAtOnce, onlyAccounts } = size;
  const server = fork(file('./scan-sandbox.ts'), [accounts, every, latencyMs].map(String));
  const url = String(await said(server));
  const client = fork(
    file('./scan-process.ts'),
    [String(callsAtOnce), ...(onlyAccounts === undefined ? [] : [onlyAccounts])],
    {
      // The heap of a Lambda of 1.5 GB; without a bound V8 collects only when it likes.
      execArgv: ['--expose-gc', '--max-old-space-size=1250'],
      env: {
        PATH: process.env['PATH'],
        HOME: '/nonexistent',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_ENDPOINT_URL: url,
        AWS_REGION: 'us-west-2',
        AWS_ACCESS_KEY_ID: 'bench',
        AWS_SECRET_ACCESS_KEY: 'bench',
      },
    },
  );
  const figure = (await said(client)) as Omit<ScanRun, 'sandboxCpuMs' | 'callsByAction'>;
  server.send('figures');
  const counted = (await said(server)) as Pick<ScanRun, 'sandboxCpuMs' | 'callsByAction'>;
  server.disconnect();
  return { ...figure, ...counted };
};
