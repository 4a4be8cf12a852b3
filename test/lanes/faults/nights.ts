import { CredentialsError } from '#app/credentials-error.ts';
import type { PublishingConfig } from '#model/config-publishing.ts';
import type { Inventory } from '#model/inventory.ts';
import type { ScanResult } from '#model/result.ts';
import { scopeKey } from '#model/scope.ts';
import { createSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import type { AwsSecurityFinding } from '#securityhub/types.ts';
import { night } from '#test/builders/night.ts';
import { worlds } from './worlds.ts';

/** How findings are published: each by its owner, or all in one place, with a ledger of what it holds. */
export type Mode = 'owner' | 'central';

/** One run: its result (null when it could not tell who it is), what it read, and all it said. */
export type Night = {
  result: ScanResult | null;
  inventories: ReadonlyMap<string, Inventory>;
  /** What Security Hub holds afterwards, by Id. */
  held: ReadonlyMap<string, AwsSecurityFinding>;
  /** The bucket afterwards. */
  objects: ReturnType<Sandbox['objects']>;
  said: string;
};

/** What a night leaves for the next. */
export type Left = Pick<Night, 'held' | 'objects'>;

const nothing: Left = { held: new Map(), objects: new Map() };

const publishing: Record<Mode, PublishingConfig> = {
  owner: { mode: 'owner', central: null },
  central: { mode: 'central', central: { accountId: '111111111111', region: 'us-west-2' } },
};

const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T03:00:00.000Z`;

/** A hang and a wait take their time in a real night; here they are told apart from an answer as surely. */
const requestTimeoutMs = 30;
const retry = { maxAttempts: 3, maxWaitMs: 2 };

/** As JSON holds it: a member that is undefined is none. */
const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

const heldBy = (sandbox: Sandbox): Night['held'] =>
  new Map(plain(sandbox.findings()).map((finding) => [finding.Id ?? '', finding]));

/** AWS with one world's network, and what an earlier night left. */
export const sandboxOf = (world: string, { held, objects }: Left): Sandbox => {
  const snapshot = worlds.get(world);
  if (snapshot === undefined) throw new Error(`no world ${world}`);
  return createSandbox({ snapshot, findings: [...held.values()], objects, requestTimeoutMs });
};

export const nightOf = async (sandbox: Sandbox, mode: Mode, day: number): Promise<Night> => {
  const inventories = new Map<string, Inventory>();
  const settled = await night(sandbox, {
    at: at(day),
    aws: { retry },
    config: { publishing: publishing[mode] },
    ...(mode === 'central' ? { bucket: 'ledgers' } : {}),
    onRead: ({ scope, inventory }) => inventories.set(scopeKey(scope), inventory),
  }).then(
    (result) => ({ result, error: null }),
    (error: unknown) => {
      if (error instanceof CredentialsError) return { result: null, error: error.message };
      throw error;
    },
  );
  const said = JSON.stringify([settled, [...inventories]]);
  return {
    result: settled.result,
    inventories,
    held: heldBy(sandbox),
    objects: sandbox.objects(),
    said,
  };
};

/** Made once for each key. */
const once = <Value>() => {
  const made = new Map<string, Promise<Value>>();
  return (key: unknown, make: () => Promise<Value>): Promise<Value> => {
    const text = JSON.stringify(key);
    const known = made.get(text) ?? make();
    made.set(text, known);
    return known;
  };
};

const firstNights = once<Night>();
const healthyNightsByKey = once<{ second: Night; third: Night }>();
const nightsAfter = once<Night>();

/** The first night, a healthy one. */
export const firstNight = (world: string, mode: Mode): Promise<Night> =>
  firstNights([world, mode], () => nightOf(sandboxOf(world, nothing), mode, 1));

/** The second night and the third, of which none fails. */
export const healthyNights = (from: string, to: string, mode: Mode) =>
  healthyNightsByKey([from, to, mode], async () => {
    const sandbox = sandboxOf(to, await firstNight(from, mode));
    const second = await nightOf(sandbox, mode, 2);
    return { second, third: await nightOf(sandbox, mode, 3) };
  });

/** The third night, a healthy one, after a second that left this. */
export const nightAfter = (world: string, mode: Mode, left: Left): Promise<Night> =>
  nightsAfter([world, mode, [...left.held.values()], [...left.objects]], () =>
    nightOf(sandboxOf(world, left), mode, 3),
  );
