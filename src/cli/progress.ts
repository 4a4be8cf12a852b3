import type { Progress } from '#app/ports.ts';
import type { ScopeCoverage } from '#model/coverage.ts';
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
  /** Once aborted, nothing more is told: what is left is not read any more. */
  signal?: AbortSignal;
};

type ScopeRead = Extract<Progress, { kind: 'scope-read' }>;

/** Between two plain lines, and between two updates of one line: more often than anybody reads helps nobody. */
const plainEveryMs = 10_000;
const updateEveryMs = 100;

/** What is known sooner of the time that is left is no better than a guess. */
const soonestMs = 5_000;

/** `about 40 s left`, going by how long it took so far; null while nobody can tell. */
const timeLeft = (elapsedMs: number, { done, total }: Pick<ScopeRead, 'done' | 'total'>): string | null => {
  if (elapsedMs < soonestMs || done < total / 20) return null;
  const seconds = (elapsedMs * (total - done)) / done / 1000;
  return seconds <= 90
    ? `about ${Math.ceil(seconds / 10) * 10} s left`
    : `about ${Math.ceil(seconds / 60)} min left`;
};

/** Tells a line of what goes on: at once where one line changes, now and then where each stays. */
const createTicker = ({ tell, update, now }: ProgressOptions): ((line: () => string) => void) => {
  let toldAt = now();
  return (line) => {
    if (now() - toldAt < (update === null ? plainEveryMs : updateEveryMs)) return;
    toldAt = now();
    (update ?? tell)(line());
  };
};

const told = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join(', ');

const toldTraffic = ({ calls, throttled }: Traffic): (string | null)[] => [
  calls === 0 ? null : plural(calls, 'call'),
  throttled === 0 ? null : `${throttled} throttled`,
];

/** Tells what a long run is doing: the numbers a person waits for, no more. */
export const showProgress = (options: ProgressOptions): ((progress: Progress) => void) => {
  const { tell, update, traffic, now, signal } = options;
  const failed = new Set<string>();
  const tick = createTicker(options);
  const startedAt = now();

  const soFar = (done: string, left: string | null): string =>
    told([
      `read ${done}`,
      ...toldTraffic(traffic()),
      failed.size === 0 ? null : `${plural(failed.size, 'account')} with nothing read somewhere`,
      left,
    ]);

  const tellRead = (read: ScopeRead): void => {
    const { scope, status, done, total } = read;
    if (status === 'failed') failed.add(scope.accountId);
    if (done < total) {
      tick(() => soFar(`${done} of ${plural(total, 'scope')}`, timeLeft(now() - startedAt, read)));
      return;
    }
    update?.(null);
    tell(soFar(plural(total, 'scope'), null));
  };

  return (progress) => {
    if (signal?.aborted) return;
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

/** The same for `explain`, which reads a scope when it needs it and cannot say how many there will be. */
export const showReading = (
  options: ProgressOptions,
): { onProgress: (progress: Progress) => void; end: () => void } => {
  const { tell, update, traffic } = options;
  const tick = createTicker(options);
  let scopes = 0;
  const soFar = (): string => told([`read ${plural(scopes, 'scope')}`, ...toldTraffic(traffic())]);
  return {
    onProgress: (progress) => {
      if (progress.kind === 'planned') for (const notice of progress.plan.notices) tell(notice);
      if (progress.kind !== 'scope-read') return;
      scopes += 1;
      tick(soFar);
    },
    end: () => {
      update?.(null);
      // A snapshot is read at once, and nobody asked for that.
      if (traffic().calls > 0) tell(soFar());
    },
  };
};

/** How far an interrupted run came. */
export const toldRead = (scopes: readonly Pick<ScopeCoverage, 'status'>[]): string => {
  const planned = scopes.filter(({ status }) => status !== 'excluded');
  const read = planned.filter(({ status }) => status === 'complete').length;
  return `interrupted: ${read} of ${plural(planned.length, 'scope')} were read whole`;
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
