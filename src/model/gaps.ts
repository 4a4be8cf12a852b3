import type { ScopeCoverage } from './coverage.ts';
import type { ScanResult } from './result.ts';

/** The scopes of which something was not read. */
export const gapsOf = ({ scopes }: ScanResult['coverage']): ScopeCoverage[] =>
  scopes.filter(({ status }) => status === 'partial' || status === 'failed');

/** Those that no suggestion stands for: a Region that an SCP denies everywhere is told once, not once an account. */
export const gapsToTell = (coverage: ScanResult['coverage']): ScopeCoverage[] => {
  const suggested = new Set(coverage.suggestions.map(({ excludeRegion }) => excludeRegion));
  return gapsOf(coverage).filter(
    ({ region, reads }) => !(suggested.has(region) && reads.every(({ by }) => by === 'scp')),
  );
};
