import * as z from 'zod/mini';
import { keepIf, type Redact } from './keep-if.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const oneOrMore = z.union([scalar, z.array(scalar)]);
const principal = z.union([oneOrMore, z.record(z.string(), oneOrMore)]);
const statement = z.object({
  Sid: z.optional(z.string()),
  Effect: z.optional(z.string()),
  Principal: z.optional(principal),
  NotPrincipal: z.optional(principal),
  Action: z.optional(oneOrMore),
  NotAction: z.optional(oneOrMore),
  Resource: z.optional(oneOrMore),
  NotResource: z.optional(oneOrMore),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), oneOrMore))),
});
const policySchema = z.object({
  Version: z.optional(z.string()),
  Id: z.optional(z.string()),
  Statement: z.union([statement, z.array(statement)]),
});
type Field = keyof z.infer<typeof statement>;

const action = /^(?:\*|[a-z0-9-]+:[a-z0-9*?]+)$/i;
/** `AWS`, `StringEquals`, `ForAnyValue:StringLike`, `aws:PrincipalOrgID` */
const keyword = /^[a-z-]+\d?(?::[a-z0-9-]+)?$/i;
const version = /^\d{4}-\d{2}-\d{2}$/;

const parse = (policy: string) => {
  try {
    return policySchema.safeParse(JSON.parse(policy)).data;
  } catch {
    return undefined;
  }
};

/** Replaces every string and number of a value, and every key of its objects. */
const replaceAll = (value: unknown, redact: Redact, redactKey: Redact): unknown => {
  if (Array.isArray(value)) return value.map((item) => replaceAll(item, redact, redactKey));
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return redact(String(value));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [redactKey(key), replaceAll(item, redact, redactKey)]),
  );
};

/**
 * The rule for a policy document in the grammar of IAM's policies: effects, actions, operators and condition keys
 * stay, whatever they name is replaced by `value`, free text by `text`. Anything else is replaced whole.
 */
export const createPolicyRule = ({ text, value }: { text: Redact; value: Redact }): Redact => {
  const actions = keepIf(action, text);
  /** Of `aws:PrincipalTag/Team` the key is AWS's, the tag is not. */
  const key: Redact = (name) => {
    const [known = '', ...tag] = name.split('/');
    return [keepIf(keyword, text)(known), ...(tag.length > 0 ? [text(tag.join('/'))] : [])].join('/');
  };
  const rules: Record<Field, Redact> = {
    Sid: text,
    Effect: keepIf(/^(?:Allow|Deny)$/, text),
    Principal: value,
    NotPrincipal: value,
    Action: actions,
    NotAction: actions,
    Resource: value,
    NotResource: value,
    Condition: value,
  };
  const isField = (name: string): name is Field => name in rules;
  const redactStatement = (told: object): object =>
    Object.fromEntries(
      Object.entries(told).flatMap(([name, item]) =>
        isField(name) ? [[name, replaceAll(item, rules[name], key)]] : [],
      ),
    );

  return (policy) => {
    const parsed = parse(policy);
    if (parsed === undefined) return text(policy);
    const { Version, Id, Statement } = parsed;
    return JSON.stringify({
      ...(Version !== undefined && { Version: keepIf(version, text)(Version) }),
      ...(Id !== undefined && { Id: text(Id) }),
      Statement: Array.isArray(Statement) ? Statement.map(redactStatement) : redactStatement(Statement),
    });
  };
};
