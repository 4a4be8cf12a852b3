import { createHash, createHmac } from 'node:crypto';
import { assert, asyncProperty, option, string, uint8Array } from 'fast-check';
import { expect, it } from 'vitest';
import { Sha256 } from '#aws/sha256.ts';

const digestOf = async (
  secret: string | Uint8Array | undefined,
  chunks: readonly (string | Uint8Array)[],
) => {
  const hash = new Sha256(secret);
  for (const chunk of chunks) hash.update(chunk);
  return Buffer.from(await hash.digest()).toString('hex');
};

it.each([
  // RFC 4231, test case 2.
  [
    'Jefe',
    'what do ya want for nothing?',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  // FIPS 180-2, appendix B.1.
  [undefined, 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
])('is the standard one: key %j', async (secret, text, digest) => {
  expect(await digestOf(secret, [text])).toBe(digest);
});

it('is Node’s own, whatever the key and the data', async () => {
  await assert(
    asyncProperty(
      option(uint8Array({ minLength: 1, maxLength: 100 }), { nil: undefined }),
      string(),
      uint8Array(),
      async (secret, text, bytes) => {
        const node = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
        expect(await digestOf(secret, [text, bytes])).toBe(node.update(text).update(bytes).digest('hex'));
      },
    ),
  );
});

it('takes bytes that lie within a larger buffer, and a buffer, for the same key', async () => {
  const key = Buffer.from('..secret..').subarray(2, 8);
  const whole = Uint8Array.from(key).buffer;
  const expected = await digestOf('secret', ['data']);
  expect(await digestOf(key, ['data'])).toBe(expected);
  expect(await new Sha256(whole).digest()).toEqual(await new Sha256('secret').digest());
});

it('begins anew when it is reset', async () => {
  const hash = new Sha256('secret');
  hash.update('something else');
  hash.reset();
  hash.update('data');
  expect(Buffer.from(await hash.digest()).toString('hex')).toBe(await digestOf('secret', ['data']));
});
