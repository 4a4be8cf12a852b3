import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Violation = { id: string; nodes: { target: string[]; failureSummary?: string }[] };

/** What axe-core finds on the page as it is now, a line each. */
export const violationsOn = async (page: Page): Promise<string[]> => {
  // By the debugger, since the page's own policy lets nobody else's script run.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
};
