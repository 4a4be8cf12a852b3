import { compareScopes, type Scope } from '#model/scope.ts';
import { InputError } from '../input-error.ts';
import type { Plan } from '../ports.ts';
import type { Asker, KnownVpc, VpcSearch } from './asker.ts';
import { nearest } from './distance.ts';

/** Of what is told of an ID that nobody knows. */
const longest = 120;

const tell = ({ vpcId, name, accountId, region }: KnownVpc): string =>
  `${vpcId} (${[name ?? [], accountId ?? 'owner not known', region].flat().join(', ')})`;

/** VPCs that are nearly called so: by ID, or by the Name tag that was given in its place. */
const similar = (vpcId: string, known: readonly KnownVpc[]): KnownVpc[] => [
  ...new Set([
    ...known.filter(({ name }) => name === vpcId),
    ...nearest(vpcId, known, (vpc) => vpc.vpcId),
    ...nearest(vpcId, known, (vpc) => vpc.name ?? vpc.vpcId),
  ]),
];

const refusal = (vpcId: string, { known, unread }: VpcSearch, looked: number): InputError => {
  const distinct = [...new Map(known.map((vpc) => [vpc.vpcId, vpc])).values()];
  const near = similar(vpcId, distinct).slice(0, 3).map(tell);
  const some = distinct
    .toSorted((a, b) => (a.vpcId < b.vpcId ? -1 : 1))
    .slice(0, 5)
    .map(tell);
  const rest = distinct.length > some.length ? ` and ${distinct.length - some.length} more` : '';
  const there =
    near.length > 0
      ? `; nearest: ${near.join(', ')}`
      : distinct.length > 0
        ? `; there are ${some.join(', ')}${rest}`
        : '; no VPC was seen';
  const [gap] = unread;
  const gaps =
    gap === undefined
      ? ''
      : `; ${unread.length} of ${looked} accounts and Regions could not be asked (${gap.accountId} ${gap.region}: ${gap.failure.message ?? gap.failure.cause})`;
  return new InputError(
    `vpc: ${vpcId.slice(0, longest)} was not found in what this run may see${there}${gaps}`,
  );
};

/** Where the caller is at home first, then its other Regions, then the other accounts. */
const inOrder = ({ scopes, hub }: Plan, callerAccountId: string | null): Scope[] => {
  const rank = ({ accountId, region }: Scope): number => {
    if (hub !== null && accountId === hub.accountId && region === hub.region) return 0;
    return accountId === callerAccountId ? 1 : 2;
  };
  return scopes.toSorted((a, b) => rank(a) - rank(b) || compareScopes(a, b));
};

/** The VPC that was asked about. One that nobody knows is an InputError, with the nearest that are known. */
export const findVpc = async (
  asker: Asker,
  vpcId: string,
  { plan, callerAccountId }: { plan: Plan; callerAccountId: string | null },
): Promise<KnownVpc> => {
  const scopes = inOrder(plan, callerAccountId);
  const searched = await asker.findVpc(vpcId, scopes);
  if (searched.found === null) throw refusal(vpcId, searched, scopes.length);
  return searched.found;
};
