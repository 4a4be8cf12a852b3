import { expect, it } from 'vitest';
import { type Condition, conditionOf } from '#report/page/map/condition.ts';
import { type Counts, noCounts } from '#report/page/map/group-paths.ts';

it.each<[string, Partial<Counts>, Condition]>([
  ['nothing', {}, { line: 'open', hasBreak: false }],
  ['all usable', { usable: 3, total: 3 }, { line: 'open', hasBreak: false }],
  ['all blocked', { blocked: 2, total: 2 }, { line: 'broken', hasBreak: true }],
  ['one of many blocked', { usable: 9, blocked: 1, total: 10 }, { line: 'open', hasBreak: true }],
  ['partial', { partial: 1, total: 1 }, { line: 'open', hasBreak: true }],
  ['all unknown', { unknown: 2, total: 2 }, { line: 'unknown', hasBreak: false }],
  ['some unknown', { usable: 1, unknown: 2, total: 3 }, { line: 'open', hasBreak: false }],
  ['unknown or blocked', { blocked: 1, unknown: 2, total: 3 }, { line: 'unknown', hasBreak: true }],
])('%s', (_, counts, condition) => {
  expect(conditionOf({ ...noCounts, ...counts })).toEqual(condition);
});
