import { expect, it } from 'vitest';
import { toExitCode } from '#cli/exit-codes.ts';
import type { ScanResult } from '#model/result.ts';

it.each<[ScanResult['exitReasons'], boolean, number]>([
  [[], false, 0],
  [['findings'], false, 1],
  [['coverage-incomplete'], false, 3],
  [['coverage-incomplete'], true, 0],
  [['findings', 'coverage-incomplete'], false, 3],
  [['findings', 'coverage-incomplete'], true, 1],
  [['publishing-failed'], false, 5],
  [['coverage-incomplete', 'publishing-failed'], false, 5],
])('%j with allowIncomplete %s exits %i', (exitReasons, allowIncomplete, code) => {
  expect(toExitCode({ exitReasons }, { allowIncomplete })).toBe(code);
});
