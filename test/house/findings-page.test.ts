import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

const page = await read('docs/findings.md');
/** The last cell of each row: `file`: title. */
const rows = [...page.matchAll(/\| `([\w./-]+)`: ([^|]+?)\s*\|$/gm)].map(([, file = '', title = '']) => ({
  path: file.includes('/') ? file : `test/app/publish/${file}.test.ts`,
  title,
}));

describe('docs/findings.md', () => {
  it('names a test in every row', () => {
    const told = page.split('\n').filter((line) => /^\| (?!-|situation)/.test(line));
    expect(rows).toHaveLength(told.length);
    expect(rows.length).toBeGreaterThan(25);
  });

  it.each(rows)('$title is a test of $path', async ({ path, title }) =>
    expect(await read(path)).toContain(title),
  );
});
