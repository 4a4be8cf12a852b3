import type { Progress } from '#app/ports.ts';
import type { Suggestion } from '#model/result.ts';

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What a long run has asked of AWS so far. */
export type Traffic = { calls: number; throttled: number };

export type ProgressOptions = {
  /** A line that stays. */
  tell: (line: string) => void;
  /** A line that the next one takes the place of; null ends it. Where there is none, a plain line now and then. */
  update: ((line: string | null) => void) | null;
  traffic: () => Traffic;
  /** In milliseconds. */
  now: () => number;
};

/** Between two plain lines, and between two updates of one line: more often than anybody reads helps nobody. */
const plainEveryMs = 10_000;
const updateEveryMs = 100;

/** Tells what a long run is doing: the numbers a person waits for, no more. */
export const showProgress = ({
  tell,
  update,
  traffic,
  now,
}: ProgressOptions): ((progress: Progress) => void) => {
  const failed = new Set<string>();
  let toldAt = now();

  const soFar = (done: string): string => {
    const { calls, throttled } = traffic();
    return [
      `read ${done}`,
      ...(calls === 0 ? [] : [plural(calls, 'call')]),
      ...(throttled === 0 ? [] : [`${throttled} throttled`]),
      ...(failed.size === 0 ? [] : [`${plural(failed.size, 'account')} with nothing read somewhere`]),
    ].join(', ');
  };

  const tellRead = ({ scope, status, done, total }: Extract<Progress, { kind: 'scope-read' }>): void => {
    if (status === 'failed') failed.add(scope.accountId);
    if (done === total) {
      update?.(null);
      tell(soFar(plural(total, 'scope')));
      return;
    }
    if (now() - toldAt < (update === null ? plainEveryMs : updateEveryMs)) return;
    toldAt = now();
    (update ?? tell)(soFar(`${done} of ${plural(total, 'scope')}`));
  };

  return (progress) => {
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
        tellRead(progress);
        return;
      case 'publishing':
        tell(`publishing to Security Hub: ${plural(progress.scopes, 'scope')}`);
        return;
    }
  };
};

/** What to put into the configuration, for the Regions that an SCP denies everywhere; null for none. */
export const tellSuggestions = (suggestions: readonly Suggestion[]): string | null => {
  if (suggestions.length === 0) return null;
  const excludedRegions = suggestions.map(({ excludeRegion }) => excludeRegion);
  const accounts = Math.max(...suggestions.map((suggestion) => suggestion.accounts));
  return (
    `an SCP denies ${excludedRegions.join(', ')} in ${plural(accounts, 'account')}: unless somebody is to use ` +
    `${excludedRegions.length === 1 ? 'it' : 'them'}, put ${JSON.stringify({ scope: { excludedRegions } })} into the configuration`
  );
};
