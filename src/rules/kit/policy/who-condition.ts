import type { Condition } from './condition.ts';
import type { Effect } from './effect.ts';
import { covers, isLiteral } from './glob.ts';

const account = '????????????';

/**
 * Keys that tell whose the caller or the resource is, and what each of their values looks like: a value that stands for all
 * of those confines nobody. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const owners: ReadonlyMap<string, string> = new Map([
  ['aws:principalorgid', 'o-*'],
  ['aws:resourceorgid', 'o-*'],
  ['aws:principalorgpaths', 'o-*/r-*'],
  ['aws:resourceorgpaths', 'o-*/r-*'],
  ['aws:principalaccount', account],
  ['aws:resourceaccount', account],
  ['s3:resourceaccount', account],
  ['kms:calleraccount', account],
]);

/** Is it an AWS service that asks, or asks on somebody's behalf? */
const services: ReadonlySet<string> = new Set(['aws:principalisawsservice', 'aws:viaawsservice']);

const width = ({ values, hasWildcards }: Condition, all: string): Effect => {
  if (hasWildcards && values.some((value) => covers(value, all))) return 'any';
  return values.some((value) => value.includes('${')) ? 'unknown' : 'some';
};

/** The account of a caller's ARN: without it the name may be anyone's. */
const principalArnWidth = ({ values }: Condition): Effect => {
  const accounts = values.map((value) => value.split(':')[4] ?? '*');
  if (values.includes('*')) return 'any';
  return accounts.every((text) => isLiteral(text) && text !== '') ? 'some' : 'unknown';
};

const ownerCondition = ({ test, whenMissing }: Condition, held: Effect): Effect => {
  if (test === 'exists') return 'any';
  if (test === 'absent' || test === 'other' || held === 'unknown') return 'unknown';
  // Everyone but some is everyone; everyone but everyone leaves those without the key.
  if (test === 'differs') return held === 'some' ? 'any' : 'unknown';
  // A key that may be missing, for a caller of no organization say, lets that caller through.
  return held === 'some' && whenMissing ? 'unknown' : held;
};

const serviceCondition = ({ test, values, whenMissing }: Condition): Effect => {
  const [value = ''] = values;
  if (test !== 'matches' && test !== 'differs') return 'unknown';
  const isAsked = (value.toLowerCase() === 'true') === (test === 'matches');
  if (!isAsked) return 'any';
  return whenMissing ? 'unknown' : 'some';
};

/** Everybody may use TLS. */
const transportCondition = ({ test, values }: Condition): Effect => {
  if (test !== 'matches' && test !== 'differs') return 'unknown';
  return (values[0]?.toLowerCase() === 'true') === (test === 'matches') ? 'any' : 'unknown';
};

/** Who gets through where the condition holds, if that is what it is about; null when it is about anything else. */
export const whoCondition = (condition: Condition): Effect | null => {
  const { key } = condition;
  const all = owners.get(key);
  if (all !== undefined) return ownerCondition(condition, width(condition, all));
  if (key === 'aws:principalarn') return ownerCondition(condition, principalArnWidth(condition));
  if (services.has(key)) return serviceCondition(condition);
  return key === 'aws:securetransport' ? transportCondition(condition) : null;
};
