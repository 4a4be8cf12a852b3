import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pathClassRules } from '#classify/registry.ts';
import { pathClasses } from '#model/words.ts';

const folder = new URL('../../src/classify/', import.meta.url);

describe.each(pathClasses)('class %s', (name) => {
  it('has exactly one owner file, named after it, whose rule is in the registry once', async () => {
    const module: Record<string, unknown> = await import(new URL(`${name}.ts`, folder).href);
    const own = Object.values(module);
    expect(own).toHaveLength(1);
    expect(own[0]).toHaveProperty('class', name);
    expect(pathClassRules.filter((rule) => rule.class === name)).toEqual(own);
  });
});

it('no other file of the folder owns a class', async () => {
  const files = readdirSync(folder).filter((file) => !pathClasses.some((name) => file === `${name}.ts`));
  const owners = await Promise.all(
    files.map(async (file) => {
      const module: Record<string, unknown> = await import(new URL(file, folder).href);
      return Object.values(module).filter(
        (value) => typeof value === 'object' && value !== null && 'matches' in value,
      );
    }),
  );
  expect(owners.flat()).toEqual([]);
});

it('the last resort is last', () => {
  expect(pathClassRules.at(-1)?.class).toBe('unclassified');
});
