import { Readable } from 'node:stream';
import { SecurityHubClient } from '@aws-sdk/client-securityhub';

/** One request as it went out, and the whole of its body. */
export type Call = { path: string; body: Record<string, unknown>; bytes: number };
export type Answer = { status?: number; error?: string; body?: unknown };

/** A real SDK client whose HTTP exchanges are answered here: what it sends, and how it reads, is the SDK's own. */
export const wired = (answer: (call: Call, index: number) => Answer) => {
  const calls: Call[] = [];
  const handle = async (request: { path: string; body?: string | Uint8Array }) => {
    const { body: sentBody = '' } = request;
    const text = typeof sentBody === 'string' ? sentBody : new TextDecoder().decode(sentBody);
    const call = { path: request.path, body: JSON.parse(text), bytes: Buffer.byteLength(text) };
    calls.push(call);
    const { error, status = error === undefined ? 200 : 400, body } = answer(call, calls.length - 1);
    const sent = body === undefined ? '' : JSON.stringify(body);
    const headers = {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(sent)),
      ...(error === undefined ? {} : { 'x-amzn-errortype': error }),
    };
    return { response: { statusCode: status, headers, body: Readable.from([Buffer.from(sent)]) } };
  };
  const client = new SecurityHubClient({
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    maxAttempts: 1,
    requestHandler: { handle },
  });
  return { client, calls };
};
