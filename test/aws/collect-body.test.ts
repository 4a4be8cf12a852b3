import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { collectBody } from '#aws/collect-body.ts';

it.each([
  ['nothing', []],
  ['one chunk', ['whole']],
  ['several', ['in ', 'three ', 'parts']],
])('collects %s', async (_, parts) => {
  const body = Readable.from(parts.map((part) => Buffer.from(part)));
  expect(Buffer.from(await collectBody(body)).toString()).toBe(parts.join(''));
});

it('fails as the body does, whatever came before', async () => {
  const body = new Readable({ read: () => undefined });
  const collected = collectBody(body);
  body.push('half');
  body.destroy(new Error('lost'));
  await expect(collected).rejects.toThrow('lost');
});
