import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Paint } from '#report/look.ts';
import { type Cell, renderRows } from '#report/rows.ts';
import { widthOf } from '#report/width.ts';

/** The letters of a text, however it was folded. */
const letters = (text: string) =>
  Array.from(text.replaceAll(/[^a東🚀-]/gu, ''))
    .sort()
    .join('');

const head = ['ONE', 'TWO', 'THREE'];
const rendered = (cells: readonly Cell[], columns: number, paint?: Paint) =>
  renderRows(head, [{ cells, below: ['    below'] }], {
    columns,
    ...(paint === undefined ? {} : { paint }),
  }).split('\n');

describe('rows', () => {
  it('stand in columns as wide as they need', () => {
    expect(rendered(['a', 'bb bb', 'c c'], 80)).toEqual([
      'ONE  TWO    THREE',
      'a    bb bb  c c',
      '    below',
    ]);
  });

  it('are folded between words, the wordiest cell first', () => {
    expect(rendered(['a', 'bb bb', 'many words to be read'], 24)).toEqual([
      'ONE  TWO    THREE',
      'a    bb bb  many words',
      '            to be read',
      '    below',
    ]);
  });

  it('are blocks where not even their words fit', () => {
    expect(rendered(['class', 'usable', 'vpc-0123456789 us'], 14)).toEqual([
      'class: usable',
      '  vpc-01234567',
      '  89 us',
      '    below',
    ]);
  });

  it('align wide characters by what they take', () => {
    expect(rendered(['東京', 'b', 'c'], 80).slice(0, 2)).toEqual(['ONE   TWO  THREE', '東京  b    c']);
  });

  it('colour what a cell says, no blank beside it', () => {
    const cells: Cell[] = [{ text: 'a', tone: 'bad' }, 'b', 'c'];
    expect(rendered(cells, 80, (tone, text) => `<${tone} ${text}>`)[1]).toBe('<bad a>    b    c');
  });

  it.each([['\u001b[2J'], ['\u202e'], ['a\nb']])('keep %j off the terminal', (text) => {
    expect(rendered([text, 'b', 'c'], 80)).toHaveLength(3);
    expect(rendered([text, 'b', 'c'], 80).join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('are never wider than the terminal, and lose no word', () => {
    const word = fc.string({ unit: fc.constantFrom('a', '-', '東', '🚀'), minLength: 1, maxLength: 30 });
    const cell = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell), fc.integer({ min: 12, max: 200 }), (cells, columns) => {
        const lines = renderRows(head, [{ cells }], { columns }).split('\n');
        expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(columns);
        expect(letters(lines.join(''))).toBe(letters(cells.join('')));
      }),
    );
  });
});
