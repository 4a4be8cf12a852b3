import type { Members, WireRequest, WireResponse } from '../wire.ts';
import type { OperationSchema } from './schema.ts';
import { inputOf, outputOf, requiredMembers } from './schema.ts';
import { fit } from './shape.ts';

/** What a request asks, and what is wrong with it: the names of members, empty when all is well. */
export type ReadInput = { input: Members; unknown: string[]; malformed: string[]; missing: string[] };

export type WireError = { statusCode: number; code: string; message: string; requestId: string };

/** One AWS protocol, from the server's side, for any operation whose schema the SDK exports. */
export type Codec = {
  /** The name of the operation asked for, if it can be told; `operations` are those the service has. */
  operationAsked: (request: WireRequest, operations: readonly OperationSchema[]) => string | null;
  readInput: (operation: OperationSchema, request: WireRequest) => ReadInput;
  /** Members the schema does not know are left out. A member of the wrong type throws: the snapshot is wrong. */
  writeOutput: (operation: OperationSchema, output: Members, requestId: string) => WireResponse;
  writeError: (error: WireError) => WireResponse;
};

/** Fits what was read off the wire to the operation's input. `null` stands for a body that could not be parsed. */
export const toInput = (operation: OperationSchema, plain: Members | null): ReadInput => {
  if (plain === null) return { input: {}, unknown: [], malformed: ['the request body'], missing: [] };
  const schema = inputOf(operation);
  const { value, unknown, malformed } = fit(schema, plain);
  const missing = requiredMembers(schema).filter((name) => plain[name] === undefined || plain[name] === null);
  return { input: value as Members, unknown, malformed, missing };
};

/** Fits a handler's answer, often records of a snapshot, to the operation's output. */
export const toOutput = (operation: OperationSchema, plain: Members): Members => {
  const { value, malformed } = fit(outputOf(operation), plain);
  if (malformed.length > 0) throw new TypeError(`${operation[2]}: wrong type in ${malformed.join(', ')}`);
  return value as Members;
};
