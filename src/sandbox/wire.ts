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

export type WireResponse = { statusCode: number; headers: Record<string, string>; body: Uint8Array };

/** Plain data under AWS's own member names: what an operation is given, and what it answers. */
export type Members = Record<string, unknown>;

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
