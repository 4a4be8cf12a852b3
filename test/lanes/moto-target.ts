import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from './contract-suite.ts';
import { seedMoto } from './moto-seed.ts';

/** The `moto_server` command on the PATH; undefined where there is none. */
export const findMoto = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'moto_server'))
    .find((file) => existsSync(file));

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

const untilUp = async (url: string, server: ChildProcess): Promise<void> => {
  while (server.exitCode === null) {
    const up = await fetch(`${url}/moto-api/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await sleep(100);
  }
  throw new Error(`moto_server ended with ${server.exitCode}`);
};

/** moto, an independent imitation of AWS (https://docs.getmoto.org), on a free port of the loopback interface. */
export const motoTarget = (command: string): Target => ({
  name: 'moto',
  // It knows no ServiceRegion, refuses the filter `owner` of DescribeVpcEndpointServices, and has no Route 53 Profiles.
  lacks: [
    'DescribeVpcEndpointServices:ServiceRegions',
    'ListProfileAssociations',
    'ListProfileResourceAssociations',
  ],
  start: async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const server = spawn(command, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    const stop = async () => {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
    };
    try {
      await untilUp(url, server);
      return { url, seeded: await seedMoto(url), stop };
    } catch (error) {
      await stop();
      throw error;
    }
  },
  onEnd: (ran) => console.log(`moto lane: ran ${ran}`),
});
