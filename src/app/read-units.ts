import type { Aws } from '#aws/clients.ts';
import type { ScopeConfig } from '#model/config-scope.ts';
import type { UnitAccounts } from './declared-scope.ts';
import type { PlanGap } from './ports.ts';

/** What the configured organizational units hold; `gaps` tell those that could not be listed. */
export type Units = { accounts: UnitAccounts; gaps: Pick<PlanGap, 'operation' | 'failure'>[] };

export const readUnits = async (
  { aws, homeRegion, scope }: { aws: Aws; homeRegion: string; scope: ScopeConfig },
  isOrganization: boolean,
): Promise<Units> => {
  void [aws, homeRegion, scope, isOrganization];
  return { accounts: { selected: null, excluded: new Set() }, gaps: [] };
};
