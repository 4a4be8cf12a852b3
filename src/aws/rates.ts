import type { Scope } from '#model/scope.ts';

/** AWS's token bucket: `burst` calls at once, then `perSecond`. */
export type Rate = { burst: number; perSecond: number };

/**
 * What AWS allows an account, of an action in a Region unless a service says otherwise. EC2:
 * docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html. Route 53: all its actions and Regions together.
 * Security Hub: its API's operations. Organizations: userguide/orgs_reference_limits.html.
 */
const rates: Readonly<Record<string, Rate>> = {
  ec2: { burst: 100, perSecond: 20 },
  route53: { burst: 10, perSecond: 10 },
  'securityhub:GetFindings': { burst: 6, perSecond: 3 },
  'securityhub:BatchImportFindings': { burst: 30, perSecond: 10 },
  organizations: { burst: 8, perSecond: 8 },
  sts: { burst: 600, perSecond: 600 },
  s3: { burst: 3500, perSecond: 3500 },
};

/** Of a service for which AWS tells no figure. */
const otherwise: Rate = { burst: 20, perSecond: 10 };

/** An action as IAM names it, by its service's prefix and its own name, and where it is asked. */
export type Call = { service: string; name: string; scope: Scope };

export const rateOf = ({ service, name }: Call): Rate =>
  rates[`${service}:${name}`] ?? rates[service] ?? otherwise;

/** The bucket that AWS counts a call in. */
export const bucketOf = ({ service, name, scope: { accountId, region } }: Call): string =>
  service === 'route53' ? `${service} ${accountId}` : `${service}:${name} ${accountId} ${region}`;
