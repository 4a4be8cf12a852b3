import type { Scope } from '#model/scope.ts';
import type { Codec } from './codec/codec.ts';
import type { OperationSchema } from './codec/schema.ts';
import type { Session, State } from './state.ts';
import type { Members } from './wire.ts';

/** The codes under which one service refuses a request. */
export type ErrorCodes = {
  unknownOperation: string;
  unknownParameter: string;
  missingParameter: string;
  invalidValue: string;
  invalidToken: string;
  /** Not allowed, and what a read that the snapshot lacks is answered with. */
  denied: string;
  throttled: { code: string; statusCode: number };
  /** The security token is wrong, or the Region is not enabled in the account. */
  badCredentials: { code: string; statusCode: number };
  expired: { code: string; statusCode: number };
  /** Of a 500. */
  internalError: string;
  /** Of a 503. */
  unavailable: string;
};

/** Who calls, where, and what the sandbox holds. */
export type Call = {
  state: State;
  errors: ErrorCodes;
  operation: string;
  /** The caller's account in the Region that the request was signed for. */
  scope: Scope;
  /** Null for a key that AssumeRole did not hand out. */
  session: Session | null;
  bodyBytes: number;
};

export type Operation = {
  schema: OperationSchema;
  /** The input members the sandbox honours; any other is refused, because ignoring it would answer wrongly. */
  parameters: readonly string[];
  /** Asked of an account as a whole, so answered whichever Region it is asked in. */
  anyRegion: boolean;
  handle: (input: Members, call: Call) => Members;
};

/** An operation with its input typed as the SDK types it; the codec has made the input fit that type. */
export const operation = <Input>(
  schema: OperationSchema,
  parameters: readonly (keyof Input & string)[],
  handle: (input: Input, call: Call) => Members,
): Operation => ({
  schema,
  parameters,
  anyRegion: false,
  handle: (input, call) => handle(input as Input, call),
});

export type Service = {
  codec: Codec;
  errors: ErrorCodes;
  regional: boolean;
  operations: readonly Operation[];
};
