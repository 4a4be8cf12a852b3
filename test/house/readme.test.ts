import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { pathClasses } from '#model/path.ts';
import { rules } from '#rules/registry.ts';

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');

describe('README.md', () => {
  it.each(pathClasses)('names the class %s', (name) => expect(readme).toContain(`\`${name}\``));
  it.each(rules)('names the rule $id', ({ id }) => expect(readme).toContain(`(docs/rules.md#${id})`));
});
