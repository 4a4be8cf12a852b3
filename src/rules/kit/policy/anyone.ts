import { actionPrefixOf, plainPart } from './action-prefixes.ts';
import type { Effect } from './effect.ts';
import { type EndpointPlace, placeCondition } from './endpoint-place.ts';
import { covers, isLiteral, overlaps } from './glob.ts';
import type { Named } from './parse-policy.ts';
import { toSides, whoever } from './sides.ts';
import type { Question, Sides } from './weigh-policy.ts';
import { whoCondition } from './who-condition.ts';

/** Does the pattern hold every action of some service, whichever that is? */
const isWhole = (pattern: string): boolean => /^[^:]*:\*+$/.test(pattern);

const actionWidth = (names: readonly string[], part: string): Effect => {
  const prefix = actionPrefixOf(part);
  const likely = prefix ?? plainPart(part);
  if (names.some((name) => covers(name, `${likely}:???*`))) return 'any';
  if (prefix === null) return names.some(isWhole) ? 'unknown' : 'some';
  return names.some((name) => overlaps(name, `${prefix}:*`)) ? 'some' : 'none';
};

/** Whatever leaves out some actions is not any action, and which are left is not weighed. */
const actions =
  (part: string) =>
  ({ isNot, names }: Named): Sides => {
    const width = actionWidth(names, part);
    const { within, without } = toSides(isNot, width);
    if (width !== 'some') return { within, without };
    return isNot ? { within: 'unknown', without } : { within, without: 'unknown' };
  };

/** The resources that hold what these services keep; of others only all of their ARNs is any resource. */
const stores: ReadonlyMap<string, string> = new Map([
  ['dynamodb', 'table/*'],
  ['kms', 'key/*'],
  ['secretsmanager', 'secret:*'],
  ['ecr', 'repository/*'],
]);

/** ARNs of anyone's: a pattern that covers one of these is any resource. */
const anyArns = (prefix: string, { partition, region }: EndpointPlace): string[] => {
  if (prefix === 's3') return [`arn:${partition}:s3:::*/*`];
  const begin = `arn:${partition}:${prefix}:${region}:????????????:`;
  const store = stores.get(prefix);
  return [`${begin}*`, ...(store === undefined ? [] : [`${begin}${store}`])];
};

/** Does the pattern name the account, the bucket or the one thing it is about? */
const isOwned = (pattern: string): boolean => {
  const [, , service = '*', , account = '*', ...last] = pattern.split(':');
  const name = last.join(':');
  if (service === 's3' && account === '') return /^[^*?$]/.test(name);
  return isLiteral(account) || (name !== '' && isLiteral(name));
};

const resourceWidth = (names: readonly string[], anyOnes: readonly string[]): Effect => {
  if (names.some((name) => anyOnes.some((arn) => covers(name, arn)))) return 'any';
  return names.every(isOwned) ? 'some' : 'unknown';
};

/** Is it open to anyone, for any action on anyone's resources? `part` is the service's part of its name. */
export const anyone = (part: string, place: EndpointPlace): Question => {
  const anyOnes = anyArns(actionPrefixOf(part) ?? plainPart(part), place);
  return {
    principal: whoever,
    action: actions(part),
    resource: ({ isNot, names }) => toSides(isNot, resourceWidth(names, anyOnes)),
    condition: (condition) => placeCondition(condition, place) ?? whoCondition(condition) ?? 'unknown',
  };
};
