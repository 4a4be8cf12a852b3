import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import * as ours from '../../scripts/cls-hooked.ts';

/* What stands for cls-hooked in the bundles, beside the package itself. */

type Contexts = Pick<typeof ours, 'createNamespace' | 'getNamespace'>;
const xray = createRequire(createRequire(import.meta.url).resolve('aws-xray-sdk-core'));
const theirs: Contexts & { destroyNamespace: (name: string) => void } = xray('cls-hooked/context');
const name = 'test';
afterAll(() => theirs.destroyNamespace(name));

/** What is met on a way like that of a trace: a segment for good, one below it for each of two calls at once. */
const trail = async ({ createNamespace, getNamespace }: Contexts): Promise<unknown[]> => {
  const met: unknown[] = [];
  const contexts = createNamespace(name);
  const meet = (where: string): void => void met.push([where, getNamespace(name)?.get('segment')]);
  meet('before');
  contexts.enter(contexts.createContext());
  contexts.set('segment', 'function');
  meet('entered');
  const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const call = (which: string): Promise<void> =>
    new Promise((resolve) => {
      get({ port: (server.address() as AddressInfo).port, agent: false }, (response) => {
        contexts.run(() => {
          contexts.set('segment', which);
          response.resume().on('end', () => {
            meet(`end of ${which}`);
            resolve();
          });
        });
        meet(`beside ${which}`);
      });
    });
  const timer = async (which: string, ms: number): Promise<void> => {
    await sleep(ms);
    meet(`${which} slept`);
    await Promise.resolve();
    contexts.set('segment', `${which} again`);
    await sleep(ms);
    meet(`${which} slept twice`);
  };
  const working: Promise<void>[] = [];
  contexts.run(() => {
    contexts.set('segment', 'one');
    working.push(timer('one', 20));
  });
  contexts.run(() => {
    contexts.set('segment', 'two');
    working.push(timer('two', 33));
  });
  await Promise.all(working);
  await call('first');
  await call('second');
  server.close();
  meet('after');
  contexts.set('segment', 'function again');
  setImmediate(() => meet('at last'));
  await sleep(5);
  return met;
};

it('takes contexts along as the package does', async () => {
  const met = await trail(ours);
  expect(met).toEqual(await trail(theirs));
  expect(met).toContainEqual(['two slept twice', 'two again']);
  expect(met.at(-1)).toEqual(['at last', 'function again']);
});
