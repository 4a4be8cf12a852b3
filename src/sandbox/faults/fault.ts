import type { ErrorCodes } from '../service.ts';
import type { Members, WireResponse } from '../wire.ts';

/** What is known of the call that a fault happens to. */
export type Victim = {
  errors: ErrorCodes;
  action: string;
  callerArn: string;
  /** What the caller asks for, as refusals name it. */
  resource: string;
  count: number;
};

/** Stands between the input and the operation. */
export type Around = (input: Members, handle: (input: Members) => Members) => Members;

/** Answers the call as it would be answered without the fault. Throws an AwsError for a refusal. */
export type Serve = (around?: Around) => WireResponse;

/** What becomes of the call. Throws an AwsError for a refusal. */
export type Fault = (serve: Serve, victim: Victim) => WireResponse;
