import { setTimeout as sleep } from 'node:timers/promises';
import { HttpResponse } from '@smithy/core/protocols';
import { expect, it } from 'vitest';
import { atOnce } from '#aws/calls-at-once.ts';
import type { HttpHandler } from '#aws/shared-handler.ts';

type Request = Parameters<HttpHandler['handle']>[0];

/** A handler that takes 5 ms, and fails every third request; `most` is the most it ever had at a time. */
const slowHandler = () => {
  const seen = { now: 0, most: 0, order: [] as string[] };
  const handler = {
    handle: async ({ path }: Request) => {
      seen.now += 1;
      seen.most = Math.max(seen.most, seen.now);
      seen.order.push(path);
      await sleep(5);
      seen.now -= 1;
      if (Number(path) % 3 === 0) throw new Error(path);
      return { response: new HttpResponse({ statusCode: 200, headers: {} }) };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
  return { seen, handler };
};

it.each([1, 4])('lets %i requests out at a time, first come first served, failed ones too', async (most) => {
  const { seen, handler } = slowHandler();
  const bounded = atOnce(handler, most);
  const paths = Array.from({ length: 20 }, (_, index) => String(index));
  const outcomes = await Promise.allSettled(paths.map((path) => bounded.handle({ path } as Request)));
  expect(seen).toEqual({ now: 0, most, order: paths });
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(7);
});
