import type { AllowedPrincipal } from '#model/records.ts';
import { told } from '#network/told.ts';
import type { RuleInput } from '../rule.ts';
import { type Standing, standingOf } from './standing.ts';

/** An account, one of its users or roles; or a unit, or all, of the organization that the account manages. */
const principalArn = /^arn:aws[a-z-]*:(iam|organizations)::(\d{12}):/;

/** Does the principal stand for every account there is? */
export const isEveryone = ({ Principal = '' }: AllowedPrincipal): boolean => Principal.trim() === '*';

/**
 * Whose a principal is that an endpoint service allows (EC2 AllowedPrincipal). A unit is of this Organization when its
 * management account is; that one account of another organization is trusted makes no other account of it trusted.
 * What is no ARN of these is unknown.
 */
export const principalStanding = ({ Principal }: AllowedPrincipal, input: RuleInput): Standing => {
  const [, service, accountId = null] = principalArn.exec(told(Principal) ?? '') ?? [];
  const standing = standingOf(accountId, input);
  if (service !== 'organizations' || standing !== 'trusted') return standing;
  return input.isListed ? 'outside' : 'unknown';
};
