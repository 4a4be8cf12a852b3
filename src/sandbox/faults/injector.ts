import { createHash } from 'node:crypto';
import type { Scope } from '#model/scope.ts';
import type { WireRequest } from '../wire.ts';
import { applies } from './applies.ts';
import { chanceOf } from './chance.ts';
import type { FaultKind } from './kinds.ts';
import { matches } from './pattern.ts';
import type { FaultPlan, FaultRule } from './plan.ts';

/** A call as far as rules look at it. */
export type Asked = { scope: Scope; action: string; request: WireRequest };

/** A fault that happened to a call, the `count`-th of equal ones. */
export type Injected = { fault: FaultKind; scope: Scope; action: string; count: number };

export type Injector = {
  /** The fault of this call, which is counted. */
  next: (asked: Asked) => Injected | null;
  /** All of them so far, in the order they happened. */
  injected: () => readonly Injected[];
};

/** Equal requests have equal keys, in whatever order they come among others. Signatures and dates are no part of it. */
const keyOf = ({ scope, action, request }: Asked): string => {
  const { path, query, body } = request;
  const digest = createHash('sha256')
    .update(JSON.stringify([path, query]))
    .update(body)
    .digest('base64url');
  return `${scope.accountId}/${scope.region}/${action}/${digest}`;
};

const isDue = ({ calls, from = 1, to = Number.POSITIVE_INFINITY }: FaultRule, count: number): boolean =>
  calls?.includes(count) ?? (count >= from && count <= to);

/** Decides call by call; who is hit by chance depends on the seed and the call alone, not on when it comes. */
export const createInjector = ({ seed, rules }: FaultPlan): Injector => {
  const counts = new Map<string, number>();
  const all: Injected[] = [];
  return {
    next: (asked) => {
      const key = keyOf(asked);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      const { scope, action } = asked;
      const hit = rules.find(
        (rule, index) =>
          matches(rule.account, scope.accountId) &&
          matches(rule.region, scope.region) &&
          matches(rule.operation, action) &&
          applies(rule.fault, action) &&
          (rule.rate === undefined ? isDue(rule, count) : chanceOf(seed, index, key, count) < rule.rate),
      );
      if (hit === undefined) return null;
      const injected = { fault: hit.fault, scope, action, count };
      all.push(injected);
      return injected;
    },
    injected: () => all,
  };
};
