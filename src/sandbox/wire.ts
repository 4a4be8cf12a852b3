/** One HTTP request as the sandbox sees it, whether it came over a socket or from an SDK client in this process. */
export type WireRequest = {
  method: string;
  /** Percent-encoded, without the query. */
  path: string;
  query: Record<string, string | string[]>;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
};

/**
 * What happens to a response under way: the connection is reset before it, it never comes, or the connection closes
 * in the midst of its body.
 */
export type Loss = 'reset' | 'hang' | 'cut';

export type WireResponse = {
  statusCode: number;
  headers: Record<string, string>;
  body: Uint8Array;
  /** Whole and in time unless told. */
  loss?: Loss;
};

/** What comes of a body that is cut, and the length that was announced for it: always longer. */
export const cutBody = ({ body }: WireResponse): { sent: Uint8Array; announced: number } => ({
  sent: body.subarray(0, Math.floor(body.byteLength / 2)),
  announced: Math.max(1, body.byteLength),
});

/** Plain data under AWS's own member names: what an operation is given, and what it answers. */
export type Members = Record<string, unknown>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
