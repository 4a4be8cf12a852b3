import { AwsError } from '../aws-error.ts';
import type { Fault, Victim } from './fault.ts';

/** The call is refused and does nothing. */
const refusal =
  (errorOf: (victim: Victim) => AwsError): Fault =>
  (_, victim) => {
    throw errorOf(victim);
  };

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html. EC2 says in its own words
 * first, and names no resource.
 */
const denial = (reasonOf: (action: string) => string): Fault =>
  refusal(({ errors, action, callerArn, resource }) => {
    const isEc2 = action.startsWith('ec2:');
    const preface = isEc2 ? 'You are not authorized to perform this operation. ' : '';
    const onResource = isEc2 ? '' : ` on resource: ${resource}`;
    const message = `${preface}User: ${callerArn} is not authorized to perform: ${action}${onResource}`;
    return new AwsError(errors.denied, `${message} ${reasonOf(action)}`.trim(), 403);
  });

export const throttling = refusal(
  ({ errors: { throttled } }) => new AwsError(throttled.code, 'Rate exceeded', throttled.statusCode),
);

export const internalError = refusal(
  ({ errors }) => new AwsError(errors.internalError, 'An internal error has occurred', 500),
);

export const unavailable = refusal(
  ({ errors }) =>
    new AwsError(errors.unavailable, 'The server is overloaded and cannot handle the request', 503),
);

/** STS gives no reason for a role that is not there, or does not trust the caller. */
export const accessDenied = denial((action) =>
  action === 'sts:AssumeRole' ? '' : `because no identity-based policy allows the ${action} action`,
);

export const scpDenied = denial(() => 'with an explicit deny in a service control policy');

export const expiredToken = refusal(
  ({ errors: { expired } }) =>
    new AwsError(expired.code, 'The security token included in the request is expired', expired.statusCode),
);
