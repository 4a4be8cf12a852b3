/** A published contract, as JSON with a final newline. */
export const renderJson = (result: object): string => `${JSON.stringify(result, null, 2)}\n`;

/** Characters of one piece, about. */
const pieceLength = 64 * 1024;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const step = '  ';

/** A value as `JSON.stringify(value, null, 2)` has it, at its place in a larger document. */
const indented = (value: unknown, indent: string): string =>
  (JSON.stringify(value, null, 2) ?? 'null').replaceAll('\n', `\n${indent}`);

function* between(brackets: string, entries: Iterable<Iterable<string>>, indent: string): Generator<string> {
  let isEmpty = true;
  for (const entry of entries) {
    yield `${isEmpty ? brackets.charAt(0) : ','}\n${indent}${step}`;
    yield* entry;
    isEmpty = false;
  }
  yield isEmpty ? brackets : `\n${indent}${brackets.charAt(1)}`;
}

function* members(value: object, indent: string): Generator<Generator<string>> {
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) yield named(key, member, indent);
  }
}

function* named(key: string, member: unknown, indent: string): Generator<string> {
  yield `${JSON.stringify(key)}: `;
  yield* tokens(member, indent);
}

function* items(list: readonly unknown[], indent: string): Generator<[string]> {
  for (const item of list) yield [indented(item, indent)];
}

/** Lists item by item, objects member by member: an item is short, a list may be longer than one string can be. */
function* tokens(value: unknown, indent: string): Generator<string> {
  if (Array.isArray(value)) yield* between('[]', items(value, indent + step), indent);
  else if (isPlain(value)) yield* between('{}', members(value, indent + step), indent);
  else yield indented(value, indent);
}

/** What `renderJson` gives, in pieces: the result of a large organization is longer than one string can be (512 MB). */
export function* renderJsonPieces(result: object): Generator<string> {
  let piece = '';
  for (const token of tokens(result, '')) {
    piece += token;
    if (piece.length >= pieceLength) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}\n`;
}
