import type { Readable } from 'node:stream';

/**
 * The bytes of an answer's body. The SDK's own collector pipes them through a second stream; answers here are small,
 * and what they cost is the streams.
 */
export const collectBody = (body: Readable): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    body.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    body.on('error', reject);
    body.on('end', () => resolve(Buffer.concat(chunks)));
  });
