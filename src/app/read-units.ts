import pMap from 'p-map';
import type { Aws } from '#aws/clients.ts';
import { accountsInOu } from '#aws/organizational-units.ts';
import type { ScopeConfig } from '#model/config-scope.ts';
import type { UnitAccounts } from './declared-scope.ts';
import { InputError } from './input-error.ts';
import type { PlanGap } from './ports.ts';

/** What the configured organizational units hold; `gaps` tell those that could not be listed. */
export type Units = { accounts: UnitAccounts; gaps: Pick<PlanGap, 'operation' | 'failure'>[] };

type UnitOptions = { aws: Aws; homeRegion: string; scope: ScopeConfig };

/** Units listed at once; Organizations' own limit holds the pace. */
const unitsAtOnce = 2;

/** The accounts of these units. One that does not exist is an InputError: nothing must be audited, or left out, by a typo. */
const accountsIn = async (
  { aws, homeRegion }: UnitOptions,
  units: readonly string[],
  key: keyof ScopeConfig,
): Promise<{ ids: Set<string>; gaps: Units['gaps'] }> => {
  const outcomes = await pMap(units, (unit) => accountsInOu(aws, homeRegion, unit), {
    concurrency: unitsAtOnce,
  });
  const ids = new Set<string>();
  const gaps: Units['gaps'] = [];
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.ok) outcome.value.forEach((id) => ids.add(id));
    else if (outcome.failure.code === 'ParentNotFoundException') {
      throw new InputError(`scope.${key}: the organization has no unit ${units[index] ?? ''}`);
    } else gaps.push({ operation: 'ListAccountsForParent', failure: outcome.failure });
  }
  return { ids, gaps };
};

/** Lists the organizational units of the configuration, when the organization is scanned at all. */
export const readUnits = async (options: UnitOptions, isOrganization: boolean): Promise<Units> => {
  const { organizationalUnits, excludedOrganizationalUnits } = options.scope;
  const asked = isOrganization ? organizationalUnits : null;
  const selected = await accountsIn(options, asked ?? [], 'organizationalUnits');
  const excluded = await accountsIn(
    options,
    isOrganization ? excludedOrganizationalUnits : [],
    'excludedOrganizationalUnits',
  );
  return {
    accounts: { selected: asked === null ? null : selected.ids, excluded: excluded.ids },
    gaps: [...selected.gaps, ...excluded.gaps],
  };
};
