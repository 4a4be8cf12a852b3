import { type Condition, negate } from './condition.ts';
import { both, type Effect, either, isConfined } from './effect.ts';
import type { Named, Statement } from './parse-policy.ts';

/** What an element of a statement holds of what is asked about, and what it leaves. */
export type Sides = { within: Effect; without: Effect };

/** What is asked of a policy: how much of it each element holds. */
export type Question = {
  principal: (named: Named) => Sides;
  action: (named: Named) => Sides;
  resource: (named: Named) => Sides;
  /** How much gets through where the condition holds. */
  condition: (condition: Condition) => Effect;
};

/** How much of it the policy lets through, and the statement that decided; null where no one statement did. */
export type Weighed = { effect: Effect; by: Statement | null };

const sidesOf = ({ principal, action, resource }: Statement, question: Question): Sides[] => [
  question.principal(principal),
  question.action(action),
  question.resource(resource),
];

/** What a statement speaks of. */
const reach = (statement: Statement, question: Question): Effect =>
  both([
    ...sidesOf(statement, question).map(({ within }) => within),
    ...statement.conditions.map(question.condition),
  ]);

/** What a statement does not speak of: what one of its elements leaves, or one of its conditions. */
const rest = (statement: Statement, question: Question): Effect =>
  either([
    ...sidesOf(statement, question).map(({ without }) => without),
    ...statement.conditions.map((condition) => question.condition(negate(condition))),
  ]);

const decided = (effects: readonly { statement: Statement; effect: Effect }[], wanted: Effect) =>
  effects.find(({ effect }) => effect === wanted)?.statement ?? null;

/**
 * Weighs a policy: what some Allow reaches and no Deny takes away. Statements are weighed one by one: two that together
 * make or close an opening, neither of which does so alone, are not put together.
 */
export const weighPolicy = (statements: readonly Statement[], question: Question): Weighed => {
  const weigh = (kind: Statement['effect'], how: typeof reach) =>
    statements
      .filter(({ effect }) => effect === kind)
      .map((statement) => ({ statement, effect: how(statement, question) }));
  const allows = weigh('Allow', reach);
  const allowed = either(allows.map(({ effect }) => effect));
  if (isConfined(allowed)) return { effect: allowed, by: null };
  const denies = weigh('Deny', rest);
  const closing = denies.find(({ effect }) => isConfined(effect));
  if (closing !== undefined) return { effect: closing.effect, by: closing.statement };
  const unclear = decided(denies, 'unknown');
  if (unclear !== null) return { effect: 'unknown', by: unclear };
  return { effect: allowed, by: decided(allows, allowed) };
};
