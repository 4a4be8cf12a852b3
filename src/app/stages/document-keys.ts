import { type Scope, scopeKey } from '#model/scope.ts';

/**
 * What the workers of one run leave for each other in the store, all under `runs/<runId>/`. `snapshot/` is one as
 * `scan --snapshot` reads it: what this night saw can be judged again.
 */
export const documentsOf = (runId: string) => {
  const root = `runs/${runId}`;
  return {
    run: `${root}/run.json`,
    manifest: (batch: number): string => `${root}/collected/${batch}.json`,
    organization: `${root}/snapshot/organization.json`,
    inventory: (scope: Scope): string => `${root}/snapshot/${scopeKey(scope)}.json`,
    observed: `${root}/observed.json`,
    analysis: `${root}/analysis.json`,
    judged: (part: number): string => `${root}/judged/${part}.json`,
    publishing: `${root}/publishing.json`,
    wanted: (batch: number): string => `${root}/wanted/${batch}.json`,
    searched: `${root}/searched.json`,
    firstSeen: (batch: number): string => `${root}/first-seen/${batch}.json`,
    published: (batch: number): string => `${root}/published/${batch}.json`,
    cleared: `${root}/cleared.json`,
    result: `${root}/result.json`,
    reportPage: `${root}/report.html`,
    reportText: `${root}/report.md`,
  };
};
