import { explain } from '#app/explain.ts';
import type { Source } from '#app/ports.ts';
import type { OfferedServices } from '#collect/offered-services.ts';
import type { Config } from '#model/config.ts';
import type { Explanation, Option, OptionKind } from '#model/explanation.ts';
import type { ScopedInventory } from '#model/inventory.ts';
import { accounts, configOf, inventoryOf, oregon, tokyo } from './network.ts';
import { oregonInventory, type Sides, tokyoInventory } from './reachable.ts';

/** What AWS offers from Oregon to Tokyo, and Bedrock is not among it. */
export const offers = [
  { ServiceRegion: 'us-west-2', ServiceNames: ['com.amazonaws.us-west-2.kms', 'com.amazonaws.us-west-2.s3'] },
];

const names = ['bedrock', 'bedrock-runtime', 'kms', 's3', 'sts'];
/** What AWS offers in each of the two Regions itself. */
export const offered: OfferedServices = Object.fromEntries(
  ['ap-northeast-1', 'us-west-2'].map((region) => [
    region,
    names.map((name) => `com.amazonaws.${region}.${name}`),
  ]),
);

/** Tokyo and Oregon, whole, with what each side changes; an undefined key was not read. */
export const sides = (changes: Sides = {}): ScopedInventory[] => [
  inventoryOf(tokyo, { ...tokyoInventory(), CrossRegionServices: offers, ...changes.tokyo }),
  inventoryOf(oregon, { ...oregonInventory(), CrossRegionServices: [], ...changes.oregon }),
];

/** Inventories as a snapshot is read. */
export const sourceOf = (
  inventories: readonly ScopedInventory[],
  held: OfferedServices = offered,
): Source => ({
  input: 'snapshot',
  caller: null,
  offered: async () => held,
  plan: async () => ({
    partition: 'aws',
    accounts,
    isListed: true,
    scopes: inventories.map(({ scope }) => scope),
    gaps: [],
    excluded: [],
    notices: [],
    hub: null,
    observedAt: null,
  }),
  read: async (wanted) => {
    const found = inventories.find(
      ({ scope }) => scope.accountId === wanted.accountId && scope.region === wanted.region,
    );
    if (found === undefined) throw new Error('not planned');
    return found.inventory;
  },
});

export type Ask = {
  inventories?: readonly ScopedInventory[];
  offered?: OfferedServices;
  vpc?: string;
  service?: string;
  serviceRegion?: string;
  config?: Partial<Config>;
};

/** Can Tokyo's VPC reach Bedrock in Oregon, unless something else is asked? */
export const ask = ({
  inventories = sides(),
  offered: held = offered,
  vpc = 'vpc-tokyo',
  service = 'bedrock-runtime',
  serviceRegion = 'us-west-2',
  config = {},
}: Ask = {}): Promise<Explanation> =>
  explain({
    source: sourceOf(inventories, held),
    asker: null,
    config: configOf(config),
    question: { vpc, service, serviceRegion },
    onProgress: () => undefined,
  });

/** The one option of a kind. */
export const only = ({ options }: Explanation, kind: OptionKind): Option => {
  const found = options.filter((option) => option.kind === kind);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} options of kind ${kind}`);
  return first;
};

/** Kinds and answers, as `existing-path yes`. */
export const told = ({ options }: Explanation): string[] =>
  options.map(({ kind, answer }) => `${kind} ${answer}`);
