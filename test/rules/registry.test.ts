import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { operations, sideReads } from '#model/inventory.ts';
import { connectionPath } from '#rules/connection-path.ts';
import { formerRuleIds, ruleIds } from '#rules/names.ts';
import { evaluateRules, findRule, readsOf, rules } from '#rules/registry.ts';
import { nameInIds, type Rule } from '#rules/rule.ts';
import { limits } from '#securityhub/limits.ts';
import { tokyoToOregon } from '#test/builders/network.ts';
import { findingsOfRule, ruleInput } from '#test/builders/rules.ts';

const helpers = new Set(['kit', 'rule.ts', 'registry.ts', 'names.ts']);
const files = readdirSync(new URL('../../src/rules/', import.meta.url)).filter((file) => !helpers.has(file));

it('holds every rule file once, sorted, under the name of its file', () => {
  expect(rules.map(({ id }) => `${id}.ts`)).toEqual(files.toSorted());
});

it('has their names in a list of its own', () => {
  expect(ruleIds).toEqual(rules.map(({ id }) => id));
  expect(formerRuleIds.toSorted()).toEqual(rules.flatMap(({ formerIds }) => formerIds).toSorted());
});

const toCamelCase = (id: string): string =>
  id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The test of a rule, as text; blank where there is none. */
const testOf = (id: string): string => {
  const file = new URL(`./${id}.test.ts`, import.meta.url);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};

/** What its test has to tell: the inventory of paths accuses nobody, and what tells of failed reads is never unknown. */
const casesOf = ({ when, isAboutReading = false }: Rule): RegExp[] => [
  ...(when.startsWith('Never') ? [] : [/'(?:failed|warning)'/]),
  ...(isAboutReading ? [/passing: .*\n.*toEqual\(\[\]\)/] : [/'passed'/, /'not-evaluated'/]),
];

describe.each(rules)('$id', (rule) => {
  const { id, reads, when, why, howToFix, title } = rule;

  it('is exported by its file under its own name, in camel case', async () => {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    const file: Record<string, unknown> = await import(`../../src/rules/${id}.ts`);
    expect(file[toCamelCase(id)]).toBe(rule);
  });

  it('says what it reads, each operation once', () => {
    const known = new Set<string>([...Object.values(operations), ...Object.keys(sideReads)]);
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.filter((operation) => !known.has(operation))).toEqual([]);
    expect(reads).toEqual([...new Set(reads)]);
  });

  it('says when, why, and what to do, within what Security Hub takes', () => {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(title.length).toBeLessThanOrEqual(limits.title);
    expect(howToFix.length).toBeLessThanOrEqual(limits.remediation);
    for (const text of [when, why, howToFix]) expect(text).toMatch(/^\S.*\.$/s);
  });

  it('has a test with a failing, a passing and an unknown case', () => {
    const test = testOf(id);
    expect(test).toContain(`{ ${toCamelCase(id)} }`);
    expect(casesOf(rule).filter((words) => !words.test(test))).toEqual([]);
  });
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
