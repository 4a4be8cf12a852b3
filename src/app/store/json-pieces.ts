/** Characters of one piece, about: enough that pieces are few, and far from the longest string there can be. */
const pieceLength = 64 * 1024;

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The items of lists and the values of objects, each as a text of its own. */
function* tokens(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    yield '[';
    for (const [index, item] of value.entries()) {
      yield `${index === 0 ? '' : ','}${JSON.stringify(item) ?? 'null'}`;
    }
    yield ']';
  } else if (isPlain(value)) {
    yield '{';
    let isFirst = true;
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      yield `${isFirst ? '' : ','}${JSON.stringify(key)}:`;
      yield* tokens(member);
      isFirst = false;
    }
    yield '}';
  } else {
    yield JSON.stringify(value) ?? 'null';
  }
}

/**
 * The text of `JSON.stringify(document)` piece by piece, of plain data: the paths of a large organization are more
 * than one string can hold.
 */
export function* jsonPieces(document: unknown): Generator<string> {
  let piece = '';
  for (const token of tokens(document)) {
    piece += token;
    if (piece.length >= pieceLength) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}
