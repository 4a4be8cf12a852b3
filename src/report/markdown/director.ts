import { count } from '../count.ts';
import type { Digest } from '../digest.ts';
import type { Residency, ResidencyPair } from '../residency.ts';
import { whoseCell } from './head.ts';
import { table } from './table.ts';
import { link, longestRemediation, text } from './text.ts';

const regionCell = (region: string | null): string => text(region ?? 'not known', 40);

const pairCells = ({ from, to, ...counts }: ResidencyPair): string[] => [
  regionCell(from),
  regionCell(to),
  ...[counts.allowed, counts.violated, counts.accepted, counts.closed, counts.notJudged].map((many) =>
    many === 0 ? '' : String(many),
  ),
];

const states: Record<Residency['rule'], string> = {
  'in-force':
    'Judged by allowedRegions of the configuration. Counts are of paths; *closed* are peerings that let nothing through.',
  'not-in-force':
    'No residency rule is in force: allowedRegions is not configured, or its rule is off. So nothing here is allowed or forbidden.',
  'not-known': 'The result does not tell whether a residency rule was in force.',
};

const residencyLines = ({ rule, pairs }: Residency): string[] => [
  '### Residency: clients in one Region, services in another',
  '',
  states[rule],
  '',
  ...(pairs.length === 0
    ? ['No path leaves its Region.']
    : table(pairs.map(pairCells), {
        head: ['From', 'To', 'Allowed', 'Violated', 'Accepted', 'Closed', 'Not judged'],
        room: 4_000,
        more: (left) => `... and ${count(left, 'pair')} more.`,
      })),
];

const fixLines = ({ fixes, furtherFixes }: Digest): string[] => {
  const rows = fixes.map((fix, index) => [
    String(index + 1),
    `${fix.severity} ${fix.status}`,
    whoseCell(fix),
    `${text(fix.remediation, longestRemediation)}${fix.others === 0 ? '' : ` (and ${fix.others} more like it)`}`,
    [
      link(fix.rule, fix.ruleUrl),
      count(fix.findings, 'finding'),
      ...(fix.paths === 0 ? [] : [count(fix.paths, 'path')]),
    ].join(', '),
  ]);
  return [
    '### Top fixes',
    '',
    ...(rows.length === 0
      ? ['Nothing is to be mended.']
      : table(rows, {
          head: ['', 'Severity', 'Whose', 'What to do', 'Mends'],
          room: 9_000,
          more: (left) => `... and ${count(left, 'fix').replace(/fixs$/, 'fixes')} more.`,
        })),
    ...(furtherFixes === 0 ? [] : ['', `Further fixes: ${furtherFixes}.`]),
  ];
};

/** The page for a director: where data may go, what to do first, and what this does not prove. */
export const directorLines = (digest: Digest): string[] => [
  ...residencyLines(digest.residency),
  '',
  ...fixLines(digest),
  '',
  '### What this does not prove',
  '',
  ...digest.limits.slice(0, 10).map((limit) => `- ${text(limit, 500)}`),
];
