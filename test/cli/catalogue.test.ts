import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { rules } from '#rules/registry.ts';
import { runCli } from '#test/builders/run-cli.ts';

const page = await readFile(new URL('../../docs/rules.md', import.meta.url), 'utf8');

describe('rules', () => {
  it('lists every rule with its severity and when it warns', async () => {
    const { stdout, code } = await runCli(['rules']);
    expect(code).toBe(0);
    // A long line is folded under its own column.
    const lines = stdout
      .split('\n')
      .slice(1, -1)
      .filter((line) => !line.startsWith(' '));
    expect(lines.map((line) => line.split(' ')[0])).toEqual(rules.map(({ id }) => id));
  });

  it('tells each whole, as the page does', async () => {
    const { stdout } = await runCli(['rules', '--format', 'json']);
    const told = z.array(z.looseObject({ id: z.string() })).parse(JSON.parse(stdout));
    expect(told.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    const missing = rules.flatMap(({ id, when, why, howToFix }) =>
      [`\n## ${id}\n`, when, why, howToFix].filter((text) => !page.includes(text)),
    );
    expect(missing).toEqual([]);
  });

  it('tells one', async () => {
    const { stdout } = await runCli(['rules', 'coverage-gap']);
    expect(stdout).toMatch(
      /^coverage-gap: [\s\S]*Why it matters[\s\S]*How to mend it[\s\S]*#coverage-gap\n$/,
    );
  });

  it('has an example of every rule, of the demo’s organization', () => {
    const sections = page.split(/\n## /).slice(1, -1);
    const without = sections.filter((section) => !section.includes('For example, in [the demo'));
    expect(without.map((section) => section.split('\n')[0])).toEqual([]);
  });

  it('refuses a rule that there is not, in a line', async () => {
    const { stdout, stderr, code } = await runCli(['rules', 'nosuch']);
    expect([stdout, stderr, code]).toEqual(['', 'error: there is no rule "nosuch"; `rules` lists them\n', 2]);
  });
});

describe('config', () => {
  it('prints what is in effect', async () => {
    const { stdout, code } = await runCli(['config']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      refreshAfterDays: 60,
      publishedStatuses: ['warning', 'failed'],
    });
  });

  it('refuses a file that is not there', async () => {
    const { stderr, code } = await runCli(['config', '--config', '/nonexistent.json']);
    expect(stderr).toMatch(/^error: \/nonexistent\.json: cannot be read/);
    expect(code).toBe(2);
  });
});
