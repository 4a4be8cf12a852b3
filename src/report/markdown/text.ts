import { printable } from '#model/printable.ts';

/** What to do is told whole: half a command is worse than none. More than any real one is cut. */
export const longestRemediation = 1_200;

/** Joins what stands beside it, and shows nothing: after it no service sees a mention, a reference or an address. */
const joiner = '\u2060';

/**
 * What GitHub, GitLab or a mail program makes a mention, a reference or a link of once the text is set, so that no
 * backslash helps: `@team`, `#12`, `GH-12`, `!12`, `%name`, `$12`, `://`, `www.`.
 */
const references = /[@#!%$~^]|\bGH-(?=\d)|:(?=\/\/)|www(?=\.)/giu;

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '|': '&vert;',
  $: '&dollar;',
};

const escaped = (text: string): string =>
  text.replaceAll(/[\\`*_[\]~&<>|$]/g, (mark) => escapes[mark] ?? `\\${mark}`);

/** One line, cut between characters where it is longer than `limit`. */
const bounded = (text: string, limit: number): string => {
  const line = printable(text).trim();
  // The first half of a pair is none by itself.
  return line.length <= limit ? line : `${line.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
};

/**
 * Words of AWS's or of a person's, as Markdown that says them and nothing else: no markup, no HTML, no link, no mention,
 * no reference. For the middle of a line or a cell, not for its start outside a table.
 */
export const text = (words: string, limit = 400): string =>
  escaped(bounded(words, limit).replaceAll(references, (mark) => `${mark}${joiner}`));

/** A name as code. A bar would end a table's cell even there, a backtick the code: both become their likeness. */
export const code = (name: string, limit = 200): string => {
  const line = bounded(name, limit).replaceAll('|', '¦').replaceAll('`', 'ˋ');
  return line === '' ? '' : `\`${line}\``;
};

/** A link to a web address; the words alone where it is none. */
export const link = (words: string, url: string): string => {
  if (!/^https?:\/\/[^\s]+$/i.test(url) || url.length > 500 || !URL.canParse(url)) return text(words);
  const address = new URL(url).href.replaceAll(
    /[()<>[\]\\|`*_~@$!]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return `[${text(words)}](${address})`;
};
