import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { quoted, shellLine } from '#app/doctor/shell.ts';

/** The words that a shell makes of a line. */
const wordsOf = (line: string): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

it.each([
  ['us-west-2', 'us-west-2'],
  ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:role/a'],
  ['', "''"],
  ['two words', "'two words'"],
  ["o'ps", String.raw`'o'\''ps'`],
  ['$(rm -rf /)', "'$(rm -rf /)'"],
  ['`id`', "'`id`'"],
  ['a;b', "'a;b'"],
  ['~root', "'~root'"],
])('%s', (word, line) => expect(quoted(word)).toBe(line));

it('a shell gets back the words, whatever is in them', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((word) => !word.includes('\0'));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (words) => {
      expect(wordsOf(shellLine(...words))).toEqual(words);
    }),
    { numRuns: 60 },
  );
});
