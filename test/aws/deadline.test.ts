import { getEventListeners, once } from 'node:events';
import { createServer } from 'node:net';
import { DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { describe, expect, it, onTestFinished } from 'vitest';
import { attempt } from '#aws/attempt.ts';
import { type AwsOptions, createAws } from '#aws/clients.ts';
import { ec2Error, ec2List, scriptedHandler, testCredentials } from '#test/builders/scripted-handler.ts';

const scope = { accountId: '111122223333', region: 'us-west-2' };
const stopped = {
  ok: false,
  failure: { cause: 'timeout', code: 'Deadline', message: 'the run was stopped before AWS had answered' },
};
const never = () => new Promise<never>(() => {});
const handler = scriptedHandler(() => ec2List('vpcSet'));
const throttling = scriptedHandler(() => ec2Error('RequestLimitExceeded', 503));

/** What a call came to that was stopped while it was under way, and after how many milliseconds. */
const stopDuring = async (options: AwsOptions) => {
  const stop = new AbortController();
  const aws = createAws({ credentials: testCredentials, ...options, signal: stop.signal });
  const start = performance.now();
  const outcome = attempt(() => aws.ec2(scope).send(new DescribeVpcsCommand({})));
  setTimeout(() => stop.abort(), 20);
  return { outcome: await outcome, ms: performance.now() - start };
};

describe('a stopped run', () => {
  it.each<[string, AwsOptions]>([
    ['getting credentials', { credentials: never, requestHandler: handler }],
    ['waiting for an answer', { requestHandler: { ...handler, handle: never } }],
    ['waiting for the next attempt', { requestHandler: throttling }],
  ])('ends what is %s', async (_, options) => {
    const { outcome, ms } = await stopDuring(options);
    expect(outcome).toEqual(stopped);
    expect(ms).toBeLessThan(500);
  });

  it('ends what waits for its turn, and lets nothing begin', async () => {
    const stop = new AbortController();
    const counting = scriptedHandler(() => ec2List('vpcSet'));
    const aws = createAws({ credentials: testCredentials, requestHandler: counting, signal: stop.signal });
    const ask = () => attempt(() => aws.ec2(scope).send(new DescribeVpcsCommand({})));
    const calls = Array.from({ length: 200 }, ask);
    await calls[0];
    setTimeout(() => stop.abort(), 20);
    const outcomes = await Promise.all(calls);
    expect(outcomes.filter(({ ok }) => ok).length).toBe(counting.asked.length);
    expect(outcomes.at(-1)).toEqual(stopped);
    expect(await ask()).toEqual(stopped);
    expect(counting.asked.length).toBeLessThan(120);
  });

  it('closes the connections of what is under way', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    onTestFinished(() => {
      delete process.env['AWS_ENDPOINT_URL'];
      server.close();
    });
    const closed = once(server, 'connection').then(([socket]) => once(socket.resume(), 'close'));
    expect((await stopDuring({})).outcome).toEqual(stopped);
    await closed;
  });

  it('leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    const aws = createAws({ credentials: testCredentials, requestHandler: handler, signal });
    await Promise.all(Array.from({ length: 120 }, () => aws.ec2(scope).send(new DescribeVpcsCommand({}))));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
