import * as z from 'zod/mini';
import { actions, applies } from './applies.ts';
import { faultKinds } from './kinds.ts';
import { matches, wildcardPattern } from './pattern.ts';

const callNumber = z.int().check(z.minimum(1));

/**
 * Which calls fail, and how. `account` is the one that is asked about: the caller's own, and of AssumeRole the
 * role's. `region` is the one the request is signed for. At most one of `rate`, `calls` and `from`/`to` says when;
 * without any, always. A call's number counts equal requests: 1 is the first try of a page, 2 its first repetition.
 */
const faultRule = z
  .strictObject({
    fault: z.enum(faultKinds),
    account: z.optional(z.string().check(z.regex(/^[\d*]+$/, 'must be an account ID, perhaps with *'))),
    region: z.optional(z.string().check(z.regex(/^[a-z\d*-]+$/, 'must be a Region, perhaps with *'))),
    /** An IAM action: `ec2:DescribeVpcs`, `ec2:*`. */
    operation: z.optional(
      z.string().check(z.regex(wildcardPattern, 'must be an IAM action, perhaps with *')),
    ),
    rate: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
    calls: z.optional(z.array(callNumber).check(z.minLength(1))),
    from: z.optional(callNumber),
    to: z.optional(callNumber),
  })
  .check(({ value, issues }) => {
    const refuse = (path: string, message: string) =>
      issues.push({ code: 'custom', input: value, path: [path], message });
    const { fault, operation, rate, calls, from, to } = value;
    if (!actions.some((action) => matches(operation, action) && applies(fault, action)))
      refuse('operation', `no operation of the sandbox that ${fault} can happen to matches`);
    if (rate !== undefined && (calls ?? from ?? to) !== undefined)
      refuse('rate', 'cannot be combined with calls, from or to');
    if (calls !== undefined && (from ?? to) !== undefined)
      refuse('calls', 'cannot be combined with from or to');
    if (from !== undefined && to !== undefined && to < from) refuse('to', 'must not be less than from');
  });
export type FaultRule = z.infer<typeof faultRule>;

/** The file of `sandbox --faults`. Of the rules that fit a call, the first that fires decides. */
export const faultPlan = z.strictObject({ seed: z._default(z.int(), 0), rules: z.array(faultRule) });
export type FaultPlan = z.infer<typeof faultPlan>;
