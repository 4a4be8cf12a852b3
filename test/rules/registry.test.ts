import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findPaths } from '#classify/find-paths.ts';
import { operations } from '#model/inventory.ts';
import { evaluateRules, rules } from '#rules/registry.ts';
import { configOf, networkOf, tokyoToOregon } from '#test/builders/network.ts';

const helpers = new Set(['rule.ts', 'registry.ts']);
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
  const network = networkOf(...tokyoToOregon());
  const config = configOf();
  const ids = evaluateRules({ network, paths: findPaths(network, config), config }).map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].toSorted());
  expect(ids).toHaveLength(2);
});
