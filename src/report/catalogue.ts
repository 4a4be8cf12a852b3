import type { CatalogueEntry } from '#model/catalogue.ts';
import { folded } from './fold.ts';
import { renderRows } from './rows.ts';

const width = 100;

/** The rules as a table: the ID, how severe, when. */
export const renderCatalogue = (entries: readonly CatalogueEntry[], columns: number): string => {
  const rows = entries.map(({ id, severity, isEnabled, when }) => ({
    cells: [id, isEnabled ? severity : 'off', when],
  }));
  return `${renderRows(['RULE', 'SEVERITY', 'WHEN'], rows, { columns })}\n`;
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
}: CatalogueEntry): string =>
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
