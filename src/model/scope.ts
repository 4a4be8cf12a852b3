/** One account in one Region: the unit that is planned, read, covered and reported. */
export type Scope = { readonly accountId: string; readonly region: string };

/** An account ID, and a Region's name in any partition: `us-west-2`, `us-gov-east-1`, `eusc-de-east-1`. */
export const accountIdPattern = /^\d{12}$/;
export const regionPattern = /^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/;

/** The key of a scope in a Map, and its folder in a snapshot: `111122223333/us-west-2`. */
export const scopeKey = ({ accountId, region }: Scope): string => `${accountId}/${region}`;

/** Orders scopes by account, then Region, so that every output is sorted the same way: as their keys are, but makes none. */
export const compareScopes = (a: Scope, b: Scope): number =>
  compareText(a.accountId, b.accountId) || compareText(a.region, b.region);

/** Code-unit order: the same on every machine, whatever its locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
