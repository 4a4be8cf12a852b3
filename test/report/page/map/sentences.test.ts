import { expect, it } from 'vitest';
import { noCounts } from '#report/page/map/group-paths.ts';
import { crossingSentence, staySentence } from '#report/page/map/sentences.ts';

const ends = { from: 'ap-northeast-1', to: 'us-west-2', class: 'peering-routed-bedrock' } as const;

it.each([
  [
    { ...noCounts, usable: 2, blocked: 1, total: 3 },
    '3 paths from ap-northeast-1 to us-west-2, Bedrock over a peering, 1 blocked',
  ],
  [
    { ...noCounts, partial: 1, unknown: 4, total: 5 },
    '5 paths from ap-northeast-1 to us-west-2, Bedrock over a peering, 1 partial, 4 unknown',
  ],
  [{ ...noCounts, usable: 1, total: 1 }, '1 path from ap-northeast-1 to us-west-2, Bedrock over a peering'],
])('%j: %s', (counts, sentence) => {
  expect(crossingSentence({ ...ends, counts })).toBe(sentence);
});

it('what stays inside a Region', () => {
  const counts = { ...noCounts, usable: 11, blocked: 1, total: 12 };
  expect(staySentence({ region: 'us-west-2', counts })).toBe('12 paths inside us-west-2, 1 blocked');
});
