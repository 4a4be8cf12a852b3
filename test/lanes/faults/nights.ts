import { CredentialsError } from '#app/credentials-error.ts';
import type { Inventory } from '#model/inventory.ts';
import type { ScanResult } from '#model/result.ts';
import { scopeKey } from '#model/scope.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import type { AwsSecurityFinding } from '#securityhub/types.ts';
import { night } from '#test/builders/night.ts';
import { worlds } from './worlds.ts';

/** One run: its result (null when it could not tell who it is), what it read, and all it said. */
export type Night = {
  result: ScanResult | null;
  inventories: ReadonlyMap<string, Inventory>;
  /** What Security Hub holds afterwards, by Id. */
  held: ReadonlyMap<string, AwsSecurityFinding>;
  said: string;
};

export const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T03:00:00.000Z`;

/** A hang and a wait take their time in a real night; here they are told apart from an answer as surely. */
const requestTimeoutMs = 30;
const retry = { maxAttempts: 3, maxWaitMs: 2 };

export const sandboxOf = (world: string, findings: Iterable<AwsSecurityFinding>): Sandbox => {
  const snapshot = worlds.get(world);
  if (snapshot === undefined) throw new Error(`no world ${world}`);
  return createSandbox({ snapshot, findings: [...findings], requestTimeoutMs });
};

/** As JSON holds it: a member that is undefined is none. */
const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const heldBy = (sandbox: Sandbox): Night['held'] =>
  new Map(plain(sandbox.findings()).map((finding) => [finding.Id ?? '', finding]));

export const nightOf = async (sandbox: Sandbox, day: number): Promise<Night> => {
  const inventories = new Map<string, Inventory>();
  const settled = await night(sandbox, {
    at: at(day),
    aws: { retry },
    onRead: ({ scope, inventory }) => inventories.set(scopeKey(scope), inventory),
  }).then(
    (result) => ({ result, error: null }),
    (error: unknown) => {
      if (error instanceof CredentialsError) return { result: null, error: error.message };
      throw error;
    },
  );
  const said = JSON.stringify([settled, [...inventories]]);
  return { result: settled.result, inventories, held: heldBy(sandbox), said };
};

/** What is asked for once for each key. */
const once = <Value>(make: (...names: string[]) => Promise<Value>) => {
  const made = new Map<string, Promise<Value>>();
  return (...names: string[]): Promise<Value> => {
    const key = JSON.stringify(names);
    const known = made.get(key) ?? make(...names);
    made.set(key, known);
    return known;
  };
};

/** The first night, a healthy one. */
export const firstNight = once(async (world = '') => nightOf(sandboxOf(world, []), 1));

/** The second night and the third, of which none fails. */
export const healthyNights = once(async (from = '', to = '') => {
  const { held } = await firstNight(from);
  const sandbox = sandboxOf(to, held.values());
  const second = await nightOf(sandbox, 2);
  return { second, third: await nightOf(sandbox, 3) };
});

/** The night after one that left Security Hub as told. */
export const nightAfter = once(async (world = '', findings = '[]') =>
  nightOf(sandboxOf(world, JSON.parse(findings) as AwsSecurityFinding[]), 3),
);
