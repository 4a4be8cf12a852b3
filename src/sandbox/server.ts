import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from './sandbox.ts';
import type { WireRequest, WireResponse } from './wire.ts';
import { cutBody } from './wire.ts';

/** A little above the largest body that AWS takes here: 6 MB of findings. */
const maxBodyBytes = 8 * 1024 * 1024;

const plain = (statusCode: number, message: string): WireResponse => ({
  statusCode,
  headers: { 'content-type': 'text/plain', connection: 'close' },
  body: Buffer.from(message),
});

/** The body, or null when it is larger than any that AWS would take. */
const bodyOf = async (message: IncomingMessage): Promise<Uint8Array | null> => {
  if (Number(message.headers['content-length'] ?? 0) > maxBodyBytes) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.byteLength;
    if (bytes > maxBodyBytes) return null;
    chunks.push(buffer);
  }
  return Buffer.concat(chunks);
};

const queryOf = (search: URLSearchParams): WireRequest['query'] =>
  Object.fromEntries(
    [...new Set(search.keys())].map((name) => {
      const [first = '', ...rest] = search.getAll(name);
      return [name, rest.length === 0 ? first : [first, ...rest]];
    }),
  );

const headersOf = (message: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );

const exchange = async (sandbox: Sandbox, message: IncomingMessage): Promise<WireResponse> => {
  const body = await bodyOf(message);
  if (body === null) return plain(413, `A request body may not exceed ${maxBodyBytes} bytes.`);
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  return sandbox.respond({
    method: message.method ?? 'GET',
    path: url.pathname,
    query: queryOf(url.searchParams),
    headers: headersOf(message),
    body,
  });
};

/** As it was meant, or as it gets lost; a response that hangs ends with the server, or with the client's patience. */
const send = (wire: WireResponse, response: ServerResponse): void => {
  const { statusCode, headers, body, loss } = wire;
  if (loss === 'hang') return;
  if (loss === 'reset') {
    response.socket?.resetAndDestroy();
    return;
  }
  const { sent, announced } = loss === 'cut' ? cutBody(wire) : { sent: body, announced: body.byteLength };
  response.writeHead(statusCode, { ...headers, 'content-length': announced });
  if (loss === 'cut') response.write(sent, () => response.destroy());
  else response.end(sent);
};

const answer = async (
  sandbox: Sandbox,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const wire = await exchange(sandbox, message).catch((error: unknown) =>
    plain(500, `The sandbox failed: ${String(error)}`),
  );
  send(wire, response);
};

/** Serves a sandbox over HTTP on the loopback interface; port 0, the default, takes any that is free. */
export const serveSandbox = async (
  sandbox: Sandbox,
  { port = 0 }: { port?: number } = {},
): Promise<{ url: string; close: () => Promise<void> }> => {
  const server = createServer((message, response) => void answer(sandbox, message, response));
  // Longer than clients keep an idle connection, so that none is closed under a request.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
};
