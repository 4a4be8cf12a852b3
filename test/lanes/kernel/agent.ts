/*
 * Runs inside a namespace that stands for a subnet: listens on the services' ports of every address there, and opens
 * the TCP connections it is asked to. One JSON line in, one out; ends with its standard input.
 */
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

export type Probe = { from: string; fromPort: number; to: string; port: number };
export type Question = { probes: readonly Probe[]; timeoutMs: number };

/** `failed` is what the network did; any other failure is the bench's own and is told as its error code. */
export type Answer = readonly string[];

export const servicePorts = [22, 443, 587, 9142];

/** What the kernel answers a connection that a route, or nothing, leads nowhere: EINVAL is a blackhole's. */
const closed = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EINVAL', 'EACCES', 'ETIMEDOUT']);

/** Connected means that a byte came back, so that both directions were open after the handshake too. */
const open = ({ from, fromPort, to, port }: Probe, timeoutMs: number): Promise<string> => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const socket = connect({ host: to, port, localAddress: from, localPort: fromPort });
  const timer = setTimeout(() => resolve('failed'), timeoutMs);
  socket.once('connect', () => socket.write('?'));
  socket.once('data', () => resolve('connected'));
  socket.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) =>
    resolve(closed.has(code) ? 'failed' : code),
  );
  return promise.finally(() => {
    clearTimeout(timer);
    // A reset leaves no socket in TIME_WAIT to meet the next topology; a reset while connecting would wait until it is.
    if (socket.connecting) socket.destroy();
    else socket.resetAndDestroy();
  });
};

const listen = async (port: number): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.on('data', (byte) => socket.write(byte));
    socket.on('error', () => socket.destroy());
  });
  server.once('error', reject).listen({ host: '::', port, backlog: 4096 }, resolve);
  await promise;
};

if (import.meta.main) {
  await Promise.all(servicePorts.map(listen));
  for await (const line of createInterface({ input: process.stdin })) {
    const { probes, timeoutMs }: Question = JSON.parse(line);
    const answer: Answer = await Promise.all(probes.map((probe) => open(probe, timeoutMs)));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  process.exit();
}
