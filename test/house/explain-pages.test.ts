import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { words } from '#test/builders/apply-steps.ts';
import { bareEnvironment, runCli } from '#test/builders/run-cli.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

const prompt = '    npm run --silent auditor -- explain ';

/** What a page shows at one command: every indented block that follows it, up to the next command. */
type Shown = { args: string[]; blocks: string[] };

const shownIn = (page: string): Shown[] =>
  page
    .split(prompt)
    .slice(1)
    .map((part) => {
      const [line = '', ...rest] = (part.split('\n## ')[0] ?? '').split('\n');
      const blocks = rest
        .join('\n')
        .split(/\n(?! {4}|\n)[^\n]*/)
        .map((block) => block.replace(/^\n+|\n+$/g, ''))
        .filter((block) => block.startsWith('    '))
        .map((block) => block.replace(/^ {4}/gm, ''));
      return { args: words(line), blocks };
    })
    .filter(({ args }) => args.includes('src/sandbox/organization'));

/** Pages indent what they show by more or less than the program does. */
const trimmed = (text: string): string => text.replace(/^ +/gm, '');

/** The README shortens what it shows by a line of dots. */
const piecesOf = (block: string): string[] =>
  block
    .split(/^ *\.\.\.$/m)
    .map((piece) => piece.replace(/^\n+|\n+$/g, ''))
    .filter((piece) => piece !== '');

describe.each(['docs/which-private-path-to-bedrock.md', 'README.md', 'README.ja.md'])('%s', async (path) => {
  const shown = shownIn(await read(path));
  it('shows commands, and what they print', () => {
    expect(shown.length).toBeGreaterThan(0);
    for (const { blocks } of shown) expect(blocks.length).toBeGreaterThan(0);
  });

  it.each(shown)('$args', async ({ args, blocks }) => {
    const { stdout, stderr } = await runCli(['explain', ...args], {
      env: { ...bareEnvironment, LANG: 'en_US.UTF-8' },
      cwd: new URL('.', root).pathname,
    });
    const printed = `\n${trimmed(stdout + stderr)}`;
    let from = 0;
    for (const piece of blocks.flatMap(piecesOf).map(trimmed)) {
      const at = printed.indexOf(`\n${piece}\n`, from);
      expect(at, `${piece}\n-- is not, in this order, in --\n${printed}`).toBeGreaterThanOrEqual(0);
      from = at;
    }
  });
});

it.each(['README.md', 'README.ja.md'])('%s leads to the page', async (path) => {
  expect(await read(path)).toContain('](docs/which-private-path-to-bedrock.md)');
});
