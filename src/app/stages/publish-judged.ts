import type { Config } from '#model/config.ts';
import type { Finding } from '#model/finding.ts';
import { isPublished } from '#rules/kit/to-finding.ts';
import type { Plan, Selection } from '../ports.ts';
import { type Published, type PublishOptions, publish } from '../publish.ts';
import { type Observed, toAnswers } from './observed.ts';

type Judged = { findings: readonly Finding[]; observed: Observed; plan: Plan; selection: Selection };

/** The stage after judging, in one process: what is to be published of it, in the light of what was observed. */
export const publishJudged = (
  { findings, observed, plan, selection }: Judged,
  config: Config,
  given: Pick<PublishOptions, 'stores' | 'documents' | 'hasTime' | 'observedAt' | 'onProgress'>,
): Promise<Published> =>
  publish({
    ...given,
    ...toAnswers(observed, { plan, selection }),
    findings: findings.filter((finding) => isPublished(finding, config)),
    scopes: plan.scopes,
    partition: plan.partition,
    publishing: config.publishing,
    refreshAfterDays: config.refreshAfterDays,
  });
