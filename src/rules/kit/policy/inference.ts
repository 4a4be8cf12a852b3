import { meetArns, partsOf } from './arn-pattern.ts';
import type { Condition } from './condition.ts';
import { type Effect, either } from './effect.ts';
import { type EndpointPlace, placeCondition } from './endpoint-place.ts';
import { covers, isLiteral } from './glob.ts';
import type { Named } from './parse-policy.ts';
import { whoever } from './sides.ts';
import type { Question, Sides } from './weigh-policy.ts';
import { whoCondition } from './who-condition.ts';

/*
 * A call that names an inference profile needs leave for the profile and for the model in each Region that the profile may
 * use: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html. So two questions are asked
 * of a policy, and inference may leave when it lets both through. Who asks does not matter to where models run.
 */

/** The actions of running a model. Converse needs the same ones. */
const invoking = [
  'bedrock:invokemodel',
  'bedrock:invokemodelwithresponsestream',
  'bedrock:invokemodelwithbidirectionalstream',
];

const invocation = ({ isNot, names }: Named): Sides => {
  const isHeld = (action: string): boolean => names.some((name) => covers(name, action)) !== isNot;
  return {
    within: invoking.some(isHeld) ? 'any' : 'none',
    without: invoking.every(isHeld) ? 'none' : 'any',
  };
};

/** Who is named does not matter; whom a Deny leaves alone may use any Region. */
const somebody = (named: Named): Sides => {
  const { within, without } = whoever(named);
  return { within: within === 'some' ? 'any' : within, without: without === 'some' ? 'any' : without };
};

/** A condition on anything but the profile: none that is known tells where models run. */
const otherCondition = (condition: Condition, place: EndpointPlace): Effect => {
  const placed = placeCondition(condition, place);
  if (placed !== null) return placed;
  return whoCondition(condition) === null ? 'unknown' : 'any';
};

const profileKey = 'bedrock:inferenceprofilearn';

/** Profiles named so may use every commercial Region. */
const isGlobal = (name: string): boolean => name.includes('/global.');

/** How far profiles get where a condition on the profile holds: which Regions one uses is not in its ARN. */
const profileCondition = (condition: Condition, place: EndpointPlace): Effect => {
  const { test, values, hasWildcards, whenMissing } = condition;
  if (test === 'exists') return 'any';
  if (test === 'absent') return 'some';
  if (test === 'other') return 'unknown';
  const isEvery =
    hasWildcards && profileArns(place).every((arn) => values.some((value) => covers(value, arn)));
  if (test === 'matches') return isEvery || values.some(isGlobal) ? 'any' : 'unknown';
  if (!isEvery) return values.some((value) => !isLiteral(value)) ? 'unknown' : 'any';
  // Every profile is kept out; a call that names none runs where it is made.
  return whenMissing ? 'some' : 'none';
};

/** The ARNs of the profiles that AWS defines for the endpoint's Region, and of those made of them. */
const profileArns = ({ partition, region }: EndpointPlace): string[] =>
  ['inference-profile', 'application-inference-profile'].map(
    (type) => `arn:${partition}:bedrock:${region}:????????????:${type}/*`,
  );

const hasVariable = (names: readonly string[]): boolean => names.some((name) => name.includes('${'));

const heldProfiles = (names: readonly string[], arns: readonly string[]): Effect => {
  const met = names
    .map((name) => ({ name, meetings: arns.map((arn) => meetArns(name, arn)) }))
    .filter(({ meetings }) => meetings.some((meeting) => meeting !== 'none'));
  if (met.some(({ name, meetings }) => meetings.includes('all') || isGlobal(name))) return 'any';
  return met.length > 0 || hasVariable(names) ? 'unknown' : 'none';
};

const leftProfiles = (names: readonly string[], arns: readonly string[]): Effect => {
  if (arns.every((arn) => names.some((name) => covers(name, arn)))) return 'none';
  return heldProfiles(names, arns) === 'none' ? 'any' : 'unknown';
};

const modelArns = ({ partition }: EndpointPlace): string => `arn:${partition}:bedrock:*::foundation-model/*`;

/** Is the pattern of models in other Regions too? The ARN of a model that a global profile uses has no Region. */
const heldBeyond = (name: string, regions: readonly string[], place: EndpointPlace): Effect => {
  const meeting = meetArns(name, modelArns(place));
  if (meeting === 'none') return 'none';
  if (meeting === 'unclear') return 'unknown';
  const region = partsOf(name)?.[3] ?? '*';
  return isLiteral(region) && regions.includes(region) ? 'none' : 'any';
};

type Measure = (names: readonly string[]) => Effect;

const resources =
  (held: Measure, left: Measure) =>
  ({ isNot, names }: Named): Sides =>
    isNot ? { within: left(names), without: held(names) } : { within: held(names), without: left(names) };

/** May a call name an inference profile? */
export const usesProfiles = (place: EndpointPlace): Question => {
  const arns = profileArns(place);
  return {
    principal: somebody,
    action: invocation,
    resource: resources(
      (names) => heldProfiles(names, arns),
      (names) => leftProfiles(names, arns),
    ),
    // The key belongs to the models that a profile uses, not to the profile.
    condition: (condition) => (condition.key === profileKey ? 'any' : otherCondition(condition, place)),
  };
};

/** May a call run a model in a Region that is not among these? */
export const usesModelsBeyond = (regions: readonly string[], place: EndpointPlace): Question => {
  const held: Measure = (names) =>
    either([
      ...names.map((name) => heldBeyond(name, regions, place)),
      hasVariable(names) ? 'unknown' : 'none',
    ]);
  const left: Measure = (names) => {
    if (names.some((name) => covers(name, modelArns(place)))) return 'none';
    // Without a model that is named there are others.
    const wide = names.filter((name) => !isLiteral(partsOf(name)?.[5] ?? '*'));
    return held(wide) === 'none' ? 'any' : 'unknown';
  };
  return {
    principal: somebody,
    action: invocation,
    resource: resources(held, left),
    condition: (condition) =>
      condition.key === profileKey ? profileCondition(condition, place) : otherCondition(condition, place),
  };
};
