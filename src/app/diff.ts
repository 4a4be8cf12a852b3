import type { ScanResult } from '#model/result.ts';
import { hasChanged, isUnsure, toChanges } from '#report/changes.ts';
import { renderChanges } from '#report/changes-text.ts';
import type { Look } from '#report/look.ts';
import { InputError } from './input-error.ts';

/** What `diff` has to say. */
export type Diff = { hasChanged: boolean; isUnsure: boolean; render: (look: Look) => string };

/** Refuses results of two partitions, which no path joins. An InputError. */
export const refuseTwoPartitions = (earlier: ScanResult, later: ScanResult): void => {
  if (earlier.partition !== later.partition) {
    throw new InputError(
      `the results are of different partitions, ${earlier.partition} and ${later.partition}: there is nothing to compare`,
    );
  }
};

/** Compares two results. Those of two partitions are an InputError. */
export const toDiff = (earlier: ScanResult, later: ScanResult): Diff => {
  refuseTwoPartitions(earlier, later);
  const changes = toChanges(earlier, later);
  return {
    hasChanged: hasChanged(changes),
    isUnsure: isUnsure(changes),
    render: (look) => renderChanges(changes, look),
  };
};
