import * as z from 'zod/mini';
import { type Condition, toCondition, together } from './condition.ts';

/** What an element of a statement names, or with `isNot` leaves out. */
export type Named = { isNot: boolean; names: readonly string[] };

/** A statement of a policy, in one form whatever AWS let people write. */
export type Statement = {
  /** As people count: the first is 1. */
  position: number;
  effect: 'Allow' | 'Deny';
  /** `*` for everyone; a principal that is not an AWS one with its type before it: `Service:ec2.amazonaws.com`. */
  principal: Named;
  /** In lower case, as IAM compares actions. */
  action: Named;
  resource: Named;
  /** All of them hold. */
  conditions: readonly Condition[];
};

const oneOrMore = <T>(item: z.ZodMiniType<T>): z.ZodMiniType<T[]> =>
  z.union([
    z.pipe(
      item,
      z.transform((one) => [one]),
    ),
    z.array(item).check(z.minLength(1)),
  ]);

const texts = oneOrMore(z.string());
const values = oneOrMore(z.pipe(z.union([z.string(), z.number(), z.boolean()]), z.transform(String)));

const principal = z.union([
  z.pipe(
    z.literal('*'),
    z.transform(() => ['*']),
  ),
  z.pipe(
    z.partial(z.strictObject({ AWS: texts, Service: texts, Federated: texts, CanonicalUser: texts })),
    z.transform(({ AWS = [], ...others }) => [
      ...AWS,
      ...Object.entries(others).flatMap(([type, names = []]) => names.map((name) => `${type}:${name}`)),
    ]),
  ),
]);

const statementSchema = z.strictObject({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.optional(principal),
  NotPrincipal: z.optional(principal),
  Action: z.optional(texts),
  NotAction: z.optional(texts),
  Resource: z.optional(texts),
  NotResource: z.optional(texts),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), values))),
});

const policySchema = z.strictObject({
  Version: z.optional(z.string()),
  Id: z.optional(z.string()),
  Statement: z.union([oneOrMore(statementSchema), z.array(statementSchema).check(z.length(0))]),
});

/** Exactly one of an element and its opposite; null when it is none or both. */
const named = (is: readonly string[] | undefined, isNot: readonly string[] | undefined): Named | null => {
  if ((is === undefined) === (isNot === undefined)) return null;
  return { isNot: isNot !== undefined, names: is ?? isNot ?? [] };
};

const toStatement = (told: z.infer<typeof statementSchema>, index: number): Statement | null => {
  const who = named(told.Principal, told.NotPrincipal);
  const what = named(told.Action, told.NotAction);
  const which = named(told.Resource, told.NotResource);
  if (who === null || what === null || which === null || who.names.length === 0) return null;
  const conditions = Object.entries(told.Condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => toCondition(operator, key, wanted)),
  );
  return {
    position: index + 1,
    effect: told.Effect,
    principal: who,
    action: { ...what, names: what.names.map((name) => name.toLowerCase()) },
    resource: which,
    conditions: together(conditions),
  };
};

/** The most that AWS takes is 20,480 characters: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
const most = 40_960;

const parseJson = (text: string): unknown => {
  try {
    return text.length > most ? null : JSON.parse(text);
  } catch {
    return null;
  }
};

/**
 * The statements of a resource policy, as JSON text that people wrote and AWS kept; null when it is not one in the
 * grammar of IAM: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const parsePolicy = (text: string): Statement[] | null => {
  const parsed = policySchema.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const statements = parsed.data.Statement.map(toStatement);
  return statements.every((one) => one !== null) ? statements : null;
};
