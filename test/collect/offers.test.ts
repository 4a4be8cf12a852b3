import { describe, expect, it } from 'vitest';
import { createOffers } from '#collect/offers.ts';
import { failed, success } from '#model/coverage.ts';

const denied = failed<string[]>({ cause: 'access-denied', code: 'UnauthorizedOperation', message: null });
const pair = 'us-east-1 us-west-2';

describe('createOffers', () => {
  it('asks once for a pair, also while the answer is under way', async () => {
    const offers = createOffers();
    let asked = 0;
    const ask = async () => success([String((asked += 1))]);
    expect(await Promise.all([offers.once(pair, ask), offers.once(pair, ask)])).toEqual([
      success(['1']),
      success(['1']),
    ]);
    expect(await offers.once(pair, ask)).toEqual(success(['1']));
    expect(await offers.once('us-west-2 us-east-1', ask)).toEqual(success(['2']));
  });

  it('keeps no failure: each asker that waited tries for itself, until one succeeds', async () => {
    const offers = createOffers();
    let asked = 0;
    const ask = (outcome: typeof denied) => async () => {
      asked += 1;
      return outcome;
    };
    const outcomes = await Promise.all([
      offers.once(pair, ask(denied)),
      offers.once(pair, ask(denied)),
      offers.once(pair, ask(success(['s3']))),
      offers.once(pair, ask(denied)),
    ]);
    expect(outcomes).toEqual([denied, denied, success(['s3']), success(['s3'])]);
    expect(asked).toBe(3);
  });
});
