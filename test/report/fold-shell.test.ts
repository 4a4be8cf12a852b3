import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { shellLine } from '#app/doctor/shell.ts';
import { foldShell } from '#report/fold-shell.ts';

/** What a command is given when its line is pasted into a shell; JSON counts by what it says. */
const given = (line: string): unknown[] =>
  execFileSync('sh', ['-c', `aws() { printf '%s\\0' "$@"; }\n${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)
    .map((word) => (word.startsWith('{') ? JSON.parse(word) : word));

const folded = (line: string, width: number): string =>
  foldShell(line, width)
    .map((part) => `    ${part}`)
    .join('\n');

const word = fc.stringMatching(/^[\w ='"$`,:{}*-]{1,20}$/).filter((text) => !text.startsWith('{'));
const document = fc.dictionary(word, fc.oneof(word, fc.array(word), fc.dictionary(word, word)), {
  minKeys: 1,
});

it('a folded command is the same command', () => {
  const option = fc.tuple(
    fc.stringMatching(/^--[a-z]{1,12}$/),
    fc.oneof(
      word,
      document.map((value) => JSON.stringify(value)),
    ),
  );
  fc.assert(
    fc.property(fc.array(option, { maxLength: 5 }), fc.integer({ min: 20, max: 100 }), (options, width) => {
      const line = shellLine('aws', ...options.flat());
      expect(given(folded(line, width))).toEqual(given(line));
    }),
    { numRuns: 60 },
  );
});

it('an option stays with its value, and a document is broken after commas', () => {
  const line = shellLine(
    'aws',
    'iam',
    'create-role',
    '--role-name',
    'auditor',
    '--doc',
    '{"a":["b","c"],"d":"e,f"}',
  );
  expect(foldShell(line, 30)).toEqual([
    'aws iam create-role \\',
    '--role-name auditor \\',
    `--doc '{"a":["b","c"],`,
    `"d":"e,f"}'`,
  ]);
});

it('what the shell looks into is left as it is', () => {
  const line = `aws a --b "X=$(echo 'two words'),Y=1"`;
  expect(given(folded(line, 20))).toEqual(['a', '--b', 'X=two words,Y=1']);
});
