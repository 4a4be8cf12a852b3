import type { Severity } from '#model/finding.ts';
import { folded } from './fold.ts';
import { renderRows } from './rows.ts';

type Entry = {
  id: string;
  title: string;
  severity: Severity;
  isEnabled: boolean;
  when: string;
  why: string;
  howToFix: string;
  reads: readonly string[];
  url: string;
};

const width = 100;

/** The rules as a table: the ID, how severe, when. */
export const renderCatalogue = (entries: readonly Entry[], columns: number): string => {
  const rows = entries.map(({ id, severity, isEnabled, when }) => [id, isEnabled ? severity : 'off', when]);
  return `${renderRows(['RULE', 'SEVERITY', 'WHEN'], rows, columns)}\n`;
};

/** One rule, whole. */
export const renderEntry = ({
  id,
  title,
  severity,
  isEnabled,
  when,
  why,
  howToFix,
  reads,
  url,
}: Entry): string =>
  [
    `${id}: ${title}`,
    `severity ${severity}${isEnabled ? '' : ', off'}`,
    '',
    ...folded(when, width),
    '',
    'Why it matters',
    ...folded(why, width).map((line) => `  ${line}`),
    'How to mend it',
    ...folded(howToFix, width).map((line) => `  ${line}`),
    'What it reads',
    ...folded(reads.join(', '), width).map((line) => `  ${line}`),
    '',
    url,
    '',
  ].join('\n');
