import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createAws } from '#aws/clients.ts';
import { enabledRegions } from '#aws/regions.ts';
import { createHttpHandler } from '#aws/shared-handler.ts';
import { testCredentials } from '#test/builders/scripted-handler.ts';

const timeout = 200;

/** Asks a server that answers each request with the same bytes, and counts them. */
const askOne = async (answer: (socket: Socket) => void) => {
  let asked = 0;
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', () => {
      asked += 1;
      answer(socket);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const handler = createHttpHandler({ connectionMs: timeout, requestMs: timeout });
  onTestFinished(() => {
    handler.destroy();
    server.close();
    delete process.env['AWS_ENDPOINT_URL'];
  });
  const address = server.address();
  process.env['AWS_ENDPOINT_URL'] =
    `http://127.0.0.1:${typeof address === 'object' ? address?.port : undefined}`;
  const aws = createAws({
    requestHandler: handler,
    credentials: testCredentials,
    retry: { maxWaitMs: 1 },
  });
  const outcome = await enabledRegions(aws, { accountId: '111122223333', region: 'us-west-2' });
  return { outcome, asked };
};

it.each<[string, string, object, number]>([
  ['no answer', '', { cause: 'timeout' }, 5],
  [
    'an answer that stops midway',
    'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<R><regionInfo>',
    { cause: 'timeout' },
    5,
  ],
  ['bytes that are no HTTP', 'SSH-2.0-OpenSSH\r\n', { cause: 'malformed-response' }, 1],
])(
  '%s fails the read as a value',
  async (_, bytes, failure, attempts) => {
    const { outcome, asked } = await askOne((socket) => socket.write(bytes));
    expect(outcome).toMatchObject({ ok: false, failure });
    expect(asked).toBe(attempts);
  },
  20_000,
);
