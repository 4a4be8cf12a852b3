import { expect, it } from 'vitest';
import { causes, deniers } from '#model/coverage.ts';
import { remedyOf } from '#model/remedy.ts';

const failures = [
  ...causes.filter((cause) => cause !== 'access-denied').map((cause) => ({ cause, by: null })),
  ...deniers.map((by) => ({ cause: 'access-denied' as const, by })),
];

it.each(failures)('$cause $by: one sentence to act on', (failure) => {
  expect(remedyOf(failure)).toMatch(/^[A-Z][^\n]{20,150}\.$/);
});

it('no two causes are mended the same way', () => {
  expect(new Set(failures.map(remedyOf)).size).toBe(failures.length);
});

it('an older snapshot that does not say by what is told as a policy', () => {
  expect(remedyOf({ cause: 'access-denied' })).toBe(remedyOf({ cause: 'access-denied', by: 'policy' }));
});
