import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyone } from '#rules/kit/policy/anyone.ts';
import { parsePolicy } from '#rules/kit/policy/parse-policy.ts';
import { weighPolicy } from '#rules/kit/policy/weigh-policy.ts';

/*
 * Policies against a plain reading of IAM: what a request of a stranger comes to. The stranger's own principal, organization
 * and bucket are in no policy below.
 */
const place = { partition: 'aws', region: 'us-west-2', vpcEndpointId: 'vpce-1', vpcId: 'vpc-1' };

type Request = Readonly<Record<string, string | undefined>>;
type Written = {
  Effect: 'Allow' | 'Deny';
  Principal?: string | { AWS: string };
  NotPrincipal?: { AWS: string };
  Action: string;
  Resource?: string;
  NotResource?: string;
  Condition: Record<string, Record<string, string>>;
};

const stranger: Request = {
  'aws:PrincipalAccount': '999999999999',
  'aws:ResourceAccount': '999999999999',
  'aws:PrincipalIsAWSService': 'false',
  'aws:SourceVpce': 'vpce-1',
};
/** Of an organization of its own, and of none. */
const strangers: Request[] = [
  { ...stranger, 'aws:PrincipalOrgID': 'o-evil', 'aws:ResourceOrgID': 'o-evil' },
  stranger,
];

const glob = (pattern: string, text: string): boolean =>
  new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text);

const tests: Record<string, (value: string, wanted: string) => boolean> = {
  StringEquals: (value, wanted) => value === wanted,
  StringNotEquals: (value, wanted) => value !== wanted,
  StringLike: (value, wanted) => glob(wanted, value),
  StringNotLike: (value, wanted) => !glob(wanted, value),
  Bool: (value, wanted) => value === wanted,
};

const isMet = (operator: string, actual: string | undefined, wanted: string): boolean => {
  if (operator === 'Null') return (actual === undefined) === (wanted === 'true');
  if (actual === undefined) return operator.endsWith('IfExists') || operator.includes('Not');
  return tests[operator.replace('IfExists', '')]?.(actual, wanted) === true;
};

const matches = (statement: Written, request: Request): boolean => {
  const isStranger = statement.Principal === '*' || statement.NotPrincipal !== undefined;
  const resource = 'arn:aws:s3:::evil/key';
  const isTheirs =
    statement.Resource === undefined
      ? !glob(statement.NotResource ?? '', resource)
      : glob(statement.Resource, resource);
  const conditions = Object.entries(statement.Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => isMet(operator, request[key], wanted)),
  );
  return isStranger && isTheirs && glob(statement.Action, 's3:PutObject') && !conditions.includes(false);
};

const isAllowed = (statements: readonly Written[], request: Request): boolean => {
  const effects = new Set(statements.filter((one) => matches(one, request)).map(({ Effect }) => Effect));
  return effects.has('Allow') && !effects.has('Deny');
};

const operator = fc.constantFrom(
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIfExists',
  'StringNotEqualsIfExists',
  'StringLikeIfExists',
);
const told = fc.oneof(
  fc.tuple(
    operator,
    fc.constantFrom('aws:PrincipalOrgID', 'aws:ResourceOrgID'),
    fc.constantFrom('o-mine', 'o-*'),
  ),
  fc.tuple(
    operator,
    fc.constantFrom('aws:PrincipalAccount', 'aws:ResourceAccount'),
    fc.constantFrom('111111111111', '*'),
  ),
  fc.tuple(operator, fc.constant('aws:SourceVpce'), fc.constantFrom('vpce-1', 'vpce-2')),
  fc.tuple(
    fc.constant('Null'),
    fc.constantFrom('aws:PrincipalOrgID', 'aws:SourceVpce'),
    fc.constantFrom('true', 'false'),
  ),
  fc.tuple(
    fc.constantFrom('Bool', 'BoolIfExists'),
    fc.constant('aws:PrincipalIsAWSService'),
    fc.constantFrom('true', 'false'),
  ),
);
const condition = fc.array(told, { maxLength: 2 }).map((all) => {
  const keys = Map.groupBy(all, ([name]) => name);
  return Object.fromEntries(
    [...keys].map(([name, group]) => [name, Object.fromEntries(group.map(([, key, value]) => [key, value]))]),
  );
});
const mine = 'arn:aws:s3:::mine/*';
const statement: fc.Arbitrary<Written> = fc
  .record({
    Effect: fc.constantFrom<Written['Effect']>('Allow', 'Deny'),
    who: fc.constantFrom(
      { Principal: '*' },
      { Principal: { AWS: '111111111111' } },
      { NotPrincipal: { AWS: '111111111111' } },
    ),
    Action: fc.constantFrom('*', 's3:*', 's3:*', 'kms:*'),
    which: fc.constantFrom(
      { Resource: '*' },
      { Resource: 'arn:aws:s3:::*' },
      { Resource: mine },
      { NotResource: mine },
    ),
    Condition: condition,
  })
  .map(({ who, which, ...rest }) => ({ ...rest, ...who, ...which }));

const weigh = (statements: readonly Written[]) =>
  weighPolicy(parsePolicy(JSON.stringify({ Statement: statements })) ?? [], anyone('s3', place));

describe('by a plain reading of IAM', () => {
  const policies = fc.array(statement, { minLength: 1, maxLength: 4 });

  it('what is within bounds lets no stranger through', () => {
    fc.assert(
      fc.property(policies, (statements) => {
        const { effect } = weigh(statements);
        const isOpen = strangers.some((request) => isAllowed(statements, request));
        expect(isOpen && (effect === 'some' || effect === 'none')).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it('what is open lets one through, where one Deny alone decides', () => {
    fc.assert(
      fc.property(statement, statement, (a, b) => {
        const statements: Written[] = [
          { ...a, Effect: 'Allow' },
          { ...b, Effect: 'Deny' },
        ];
        const isOpen = strangers.some((request) => isAllowed(statements, request));
        expect(weigh(statements).effect === 'any' && !isOpen).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it('draws policies of each kind', () => {
    const effects = fc.sample(policies, 500).map((statements) => weigh(statements).effect);
    expect(new Set(effects)).toEqual(new Set(['any', 'some', 'none', 'unknown']));
  });
});

it('the order of statements changes nothing but which one is named', () => {
  fc.assert(
    fc.property(fc.array(statement, { maxLength: 4 }), (statements) => {
      expect(weigh(statements.toReversed()).effect).toBe(weigh(statements).effect);
    }),
  );
});
