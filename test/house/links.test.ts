import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const documents = globSync(['*.md', '{docs,infra,bench,src,test}/**/*.md'], {
  cwd: root,
  exclude: (path) => path.includes('node_modules'),
});

/** Where links, pictures and sources lead within the repository. */
const targetsIn = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)]
    .map(([, link, source]) => link ?? source ?? '')
    .filter((target) => !/^[a-z]+:/.test(target));

/** As GitHub makes an address of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const anchorsIn = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

const problemOf = async (document: string, target: string): Promise<string | null> => {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? join(root, document) : join(root, dirname(document), path);
  if (!existsSync(file)) return `${target}: no such file`;
  if (anchor === undefined || !file.endsWith('.md')) return null;
  return anchorsIn(await readFile(file, 'utf8')).includes(anchor) ? null : `${target}: no such heading`;
};

it.each(documents)('every link of %s leads somewhere', async (document) => {
  const targets = targetsIn(await readFile(join(root, document), 'utf8'));
  const problems = await Promise.all(targets.map((target) => problemOf(document, target)));
  expect(problems.filter((problem) => problem !== null)).toEqual([]);
});

it('links are seen, and those that lead nowhere are told', async () => {
  expect(targetsIn(await readFile(join(root, 'README.md'), 'utf8')).length).toBeGreaterThan(20);
  expect(await problemOf('README.md', 'docs/nonsense.md')).toMatch(/no such file/);
  expect(await problemOf('README.md', 'docs/rules.md#nonsense')).toMatch(/no such heading/);
});
