import { type Check, checkNames } from '#model/doctor.ts';
import { compareScopes, compareText } from '#model/scope.ts';
import type { Observation } from './observe.ts';

const rank: Record<Check['status'], number> = { fail: 0, unknown: 1, pass: 2 };

const byOrder = (a: Check, b: Check): number =>
  checkNames.indexOf(a.name) - checkNames.indexOf(b.name) ||
  rank[a.status] - rank[b.status] ||
  compareText(a.subject ?? '', b.subject ?? '') ||
  compareText(a.remedy ?? '', b.remedy ?? '') ||
  compareText(JSON.stringify(a.places), JSON.stringify(b.places));

/** What is the same in several places, told once with all of them. */
export const toChecks = (
  observations: readonly Observation[],
  remedyOf: (observation: Observation) => string | null,
): Check[] => {
  const alike = Map.groupBy(
    observations.map((observation) => ({ observation, remedy: remedyOf(observation) })),
    ({ observation: { name, subject, status, cause, by, code }, remedy }) =>
      JSON.stringify([name, subject, status, cause, by, code, remedy]),
  );
  return [...alike.values()]
    .flatMap((same): Check[] =>
      same
        .slice(0, 1)
        .map(({ observation: { name, subject, status, cause, by, code, message }, remedy }) => ({
          name,
          subject,
          status,
          cause,
          by,
          code,
          message,
          places: same.map(({ observation: { place } }) => place).sort(compareScopes),
          remedy,
        })),
    )
    .sort(byOrder);
};
