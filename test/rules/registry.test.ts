import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { operations } from '#model/inventory.ts';
import { connectionPath } from '#rules/connection-path.ts';
import { evaluateRules, findRule, readsOf, rules } from '#rules/registry.ts';
import { nameInIds, type Rule } from '#rules/rule.ts';
import { tokyoToOregon } from '#test/builders/network.ts';
import { findingsOfRule, ruleInput } from '#test/builders/rules.ts';

const helpers = new Set(['kit', 'rule.ts', 'registry.ts']);
const files = readdirSync(new URL('../../src/rules/', import.meta.url)).filter((file) => !helpers.has(file));

it('holds every rule file once, sorted, under the name of its file', () => {
  expect(rules.map(({ id }) => `${id}.ts`)).toEqual(files.toSorted());
});

it.each(rules)('$id says what it reads, why, and what to do', ({ reads, why, howToFix, title }) => {
  const known: string[] = Object.values(operations);
  expect(reads.length).toBeGreaterThan(0);
  expect(reads.filter((operation) => !known.includes(operation))).toEqual([]);
  for (const text of [title, why, howToFix]) expect(text).not.toBe('');
});

it('finds every subject once a rule, sorted by ID', () => {
  const ids = evaluateRules(ruleInput(tokyoToOregon())).map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
  expect(ids.filter((id) => id.includes('/connection-path/'))).toHaveLength(2);
});

it('no name, of now or before, is used twice', () => {
  const names = rules.flatMap(({ id, formerIds }) => [id, ...formerIds]);
  expect(names).toEqual([...new Set(names)]);
});

it('a rule answers to the names it had, and its findings keep the Id of the first', () => {
  const renamed: Rule = { ...connectionPath, id: 'newest', formerIds: ['oldest', 'newer'] };
  for (const name of ['oldest', 'newer', 'newest']) expect(findRule(name, [renamed])).toBe(renamed);
  expect(findRule('connection-path', [renamed])).toBeNull();
  expect(nameInIds(renamed)).toBe('oldest');
  expect(nameInIds(connectionPath)).toBe('connection-path');
});

it('a rule that is not known reads nothing that could be complete', () => {
  expect(readsOf('retired')).toBeNull();
  expect(readsOf('connection-path')).toEqual(connectionPath.reads);
});

it('a rule that is not enabled finds nothing', () => {
  const config = { rules: { 'connection-path': { enabled: false } } };
  expect(findingsOfRule(connectionPath, tokyoToOregon(), { config })).toEqual([]);
  expect(findingsOfRule(connectionPath, tokyoToOregon())).not.toEqual([]);
});
