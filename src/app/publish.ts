import type { PublishSummary } from '#model/result.ts';
import type { Progress } from './ports.ts';
import { clearStrays } from './publish/clear-strays.ts';
import { type PublishFindings, publishFindings } from './publish/publish-findings.ts';
import type { Given } from './publish/run.ts';
import { searchStrays } from './publish/search-strays.ts';
import { mergeTallies, tallyOf } from './publish/tally.ts';

export type PublishOptions = Given &
  Pick<PublishFindings, 'findings'> & { onProgress: (progress: Progress) => void };

/** What publishing did, and when each wanted finding was first seen. */
export type Published = { summary: PublishSummary; firstSeen: ReadonlyMap<string, string> };

/**
 * Brings Security Hub into step: by owner and scope by scope, or all in one place. What the other mode left behind is
 * archived as soon as its like is active where findings are kept now (docs/findings.md).
 */
export const publish = async ({ findings, onProgress, ...given }: PublishOptions): Promise<Published> => {
  const { publishing, scopes } = given;
  const search = await searchStrays(given);
  onProgress({ kind: 'publishing', scopes: publishing.mode === 'central' ? 1 : scopes.length });
  const { tally, straysIn } = await publishFindings({ findings, search }, given);
  const cleared = await clearStrays(
    { search, straysIn, wanted: new Set(findings.map(({ id }) => id)), living: tally.living },
    given,
  );
  const { notices, failed } = search;
  const { summary, firstSeen } = mergeTallies([tally, cleared, tallyOf({ notices, failed })]);
  return { summary, firstSeen };
};
