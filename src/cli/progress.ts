import type { Progress } from '#app/ports.ts';

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Tells what a long run is doing, a line per stage: the numbers a person waits for, no more. */
export const showProgress =
  (tell: (line: string) => void) =>
  (progress: Progress): void => {
    switch (progress.kind) {
      case 'planned': {
        const { scopes, notices } = progress.plan;
        const accounts = new Set(scopes.map(({ accountId }) => accountId)).size;
        const regions = new Set(scopes.map(({ region }) => region)).size;
        for (const notice of notices) tell(notice);
        tell(
          `reading ${plural(accounts, 'account')} in ${plural(regions, 'Region')}: ${plural(scopes.length, 'scope')}`,
        );
        return;
      }
      case 'scope-read':
        if (progress.done === progress.total) tell(`read ${plural(progress.total, 'scope')}`);
        return;
      case 'publishing':
        tell(`publishing to Security Hub: ${plural(progress.scopes, 'scope')}`);
        return;
    }
  };
