import type { Scope } from '#model/scope.ts';
import { scopeKey } from '#model/scope.ts';

/** A token bucket: `burst` calls at once, then `perSecond`. */
type Rate = { burst: number; perSecond: number };

type Caller = { service: string; operation: string; scope: Scope };

/** https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html and the quotas pages of each service. */
const rates: Record<string, Rate> = {
  ec2: { burst: 100, perSecond: 20 },
  'securityhub:BatchImportFindings': { burst: 30, perSecond: 10 },
  'securityhub:GetFindings': { burst: 6, perSecond: 3 },
  route53: { burst: 10, perSecond: 10 },
  'organizations:ListAccounts': { burst: 8, perSecond: 8 },
};

/** A limit told for a service is shared by its operations in Route 53, and each operation's own in EC2. */
const bucketOf = ({ service, operation, scope }: Caller): string =>
  service === 'route53' ? `${service}/${scope.accountId}` : `${service}:${operation}/${scopeKey(scope)}`;

/** Whether a call may pass, by AWS's rates. Time is that of `now`. */
export const createLimiter = (now: () => Date): ((caller: Caller) => boolean) => {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (caller) => {
    const rate = rates[`${caller.service}:${caller.operation}`] ?? rates[caller.service];
    if (rate === undefined) return true;
    const at = now().getTime();
    const name = bucketOf(caller);
    const held = buckets.get(name) ?? { tokens: rate.burst, at };
    const tokens = Math.min(rate.burst, held.tokens + ((at - held.at) / 1000) * rate.perSecond);
    const passes = tokens >= 1;
    buckets.set(name, { tokens: passes ? tokens - 1 : tokens, at });
    return passes;
  };
};
