import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { configSchema } from '#model/config.ts';
import { pathClasses } from '#model/path.ts';

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');

describe('README.md', () => {
  it.each(pathClasses)('names the class %s', (name) => expect(readme).toContain(`\`${name}\``));
  it.each(Object.keys(configSchema.shape))('names the configuration key %s', (key) =>
    expect(readme).toContain(`\`${key}\``),
  );
});
