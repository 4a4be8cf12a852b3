import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { pathClasses } from '#model/words.ts';
import { rules } from '#rules/registry.ts';

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');

describe('README.md', () => {
  it.each(pathClasses)('names the class %s', (name) => expect(readme).toContain(`\`${name}\``));
  it.each(rules)('names the rule $id', ({ id }) => expect(readme).toContain(`(docs/rules.md#${id})`));
});

/* What is the same in every language: what is typed, and what the program answers. */
const commandsOf = (text: string): string[] =>
  [...text.matchAll(/^ {4}(n(?:pm|px) .*?)(?:\s{2,}#.*)?$/gm)].map(([, command = '']) => command);
const rowsOf = (text: string): string[] =>
  [...text.matchAll(/^\| (`[\w-]+`(?:, `[\w-]+`)*|\d+) +\|/gm)].map(([, cell = '']) => cell);

describe('README.ja.md', async () => {
  const japanese = await readFile(new URL('../../README.ja.md', import.meta.url), 'utf8');

  it('shows the same commands', () => {
    expect(commandsOf(readme).length).toBeGreaterThan(10);
    expect(commandsOf(japanese)).toEqual(commandsOf(readme));
  });

  it('tells the same nights, exit codes, classes and verdicts', () => {
    expect(rowsOf(readme).length).toBeGreaterThan(20);
    expect(rowsOf(japanese)).toEqual(rowsOf(readme));
  });
});

describe.each([
  ['README.md', 'README.ja.md'],
  ['README.ja.md', 'README.md'],
])('%s', async (path, other) => {
  const text = await readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

  it('leads to the other language', () => expect(text).toContain(`](${other})`));

  it('shows the picture of the report, light and dark, with a text in its place', async () => {
    expect(text).toMatch(/<source media="\(prefers-color-scheme: dark\)" srcset="docs\/report-dark\.png">/);
    expect(text).toMatch(/<img src="docs\/report-light\.png" alt="[^"]{60,}"/);
    for (const name of ['light', 'dark']) {
      const picture = await readFile(new URL(`../../docs/report-${name}.png`, import.meta.url));
      expect(picture.subarray(1, 4).toString()).toBe('PNG');
      expect(picture.length).toBeLessThan(300_000);
    }
  });
});
