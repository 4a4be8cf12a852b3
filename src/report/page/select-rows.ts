import { holdsWords, isFindingWanted, isPathWanted } from './filter.ts';
import type { FindingRow, PathRow, Report } from './report.ts';
import type { State } from './state.ts';
import { findingsByInterest } from './table/finding-columns.ts';
import { byInterest } from './table/path-columns.ts';

/** The paths that the filter lets through, in the order of interest. */
export const selectPaths = ({ paths }: Report, { filter }: Pick<State, 'filter'>): readonly PathRow[] =>
  paths
    .filter(({ path, search }) => isPathWanted(path, filter) && holdsWords(search, filter.text))
    .sort(byInterest);

/** The findings that the filter lets through, in the order of interest. */
export const selectFindings = (
  { findings }: Report,
  { filter }: Pick<State, 'filter'>,
): readonly FindingRow[] =>
  findings
    .filter(
      ({ finding, paths, search }) =>
        isFindingWanted(finding, paths, filter) && holdsWords(search, filter.text),
    )
    .sort(findingsByInterest);
