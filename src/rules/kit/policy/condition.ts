/** A condition of a policy's statement, in one of a few forms that all of IAM's string operators come to. */
export type Condition = {
  /** In lower case, as IAM compares keys. */
  key: string;
  /** `other`: an operator that is not told apart here, such as a date's or an address's. */
  test: 'matches' | 'differs' | 'exists' | 'absent' | 'other';
  values: readonly string[];
  /** Do `*` and `?` in the values stand for other text? */
  hasWildcards: boolean;
  /** What it comes to when the request has no such key. */
  whenMissing: boolean;
};

type Base = Pick<Condition, 'test' | 'hasWildcards'>;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const bases: ReadonlyMap<string, Base> = new Map([
  ['stringequals', { test: 'matches', hasWildcards: false }],
  ['stringequalsignorecase', { test: 'matches', hasWildcards: false }],
  ['stringlike', { test: 'matches', hasWildcards: true }],
  ['arnequals', { test: 'matches', hasWildcards: true }],
  ['arnlike', { test: 'matches', hasWildcards: true }],
  ['bool', { test: 'matches', hasWildcards: false }],
  ['stringnotequals', { test: 'differs', hasWildcards: false }],
  ['stringnotequalsignorecase', { test: 'differs', hasWildcards: false }],
  ['stringnotlike', { test: 'differs', hasWildcards: true }],
  ['arnnotequals', { test: 'differs', hasWildcards: true }],
  ['arnnotlike', { test: 'differs', hasWildcards: true }],
]);

const format = /^(?:(foranyvalue|forallvalues):)?([a-z]+?)(ifexists)?$/;

const isMetWhenMissing = (
  test: Base['test'],
  set: string | undefined,
  ifExists: string | undefined,
): boolean => {
  if (ifExists !== undefined || set === 'forallvalues') return true;
  return set !== 'foranyvalue' && test === 'differs';
};

/**
 * One key of one operator. A key that is missing meets what is negated, `...IfExists` and `ForAllValues`; it meets nothing
 * else.
 */
export const toCondition = (operator: string, key: string, values: readonly string[]): Condition => {
  const told = { key: key.toLowerCase(), values };
  const [, set, name = '', ifExists] = format.exec(operator.toLowerCase()) ?? [];
  const [value = ''] = values;
  const isFlag = values.length === 1 && /^(?:true|false)$/i.test(value);
  if (name === 'null' && isFlag) {
    const isAbsent = value.toLowerCase() === 'true';
    return { ...told, test: isAbsent ? 'absent' : 'exists', hasWildcards: false, whenMissing: isAbsent };
  }
  const base = bases.get(name);
  if (base === undefined || (name === 'bool' && !isFlag)) {
    return { ...told, test: 'other', hasWildcards: false, whenMissing: false };
  }
  return { ...told, ...base, whenMissing: isMetWhenMissing(base.test, set, ifExists) };
};

const opposites = {
  matches: 'differs',
  differs: 'matches',
  exists: 'absent',
  absent: 'exists',
  other: 'other',
} as const;

/** What holds where the condition does not. */
export const negate = (condition: Condition): Condition => ({
  ...condition,
  test: opposites[condition.test],
  whenMissing: !condition.whenMissing,
});

/** All of them hold: where one asks that a key exists, the others on it need not say what holds when it is missing. */
export const together = (conditions: readonly Condition[]): Condition[] => {
  const there = new Set(conditions.filter(({ test }) => test === 'exists').map(({ key }) => key));
  return conditions.map((one) =>
    one.test !== 'exists' && there.has(one.key) ? { ...one, whenMissing: false } : one,
  );
};
