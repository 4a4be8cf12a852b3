import type { PublishedFinding } from '#model/finding.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { ScanResult } from '#model/result.ts';
import { compareText } from '#model/scope.ts';
import { severities, verdicts } from '#model/words.ts';
import { accountNames } from '../fixes.ts';
import { accountCell, consumerCell, serviceCell, viaCell } from './names.ts';
import { table } from './table.ts';
import { code, link, longestRemediation, text } from './text.ts';

const isOpen = ({ status }: PublishedFinding): boolean => status === 'failed' || status === 'warning';

const rankOf = ({ severity, status }: PublishedFinding): number =>
  2 * severities.indexOf(severity) + Number(status === 'failed');

/** Findings to fix, the most severe first. */
export const findingLines = ({ findings, paths }: ScanResult): string[] => {
  const names = accountNames(paths);
  const open = findings
    .filter(isOpen)
    .sort((a, b) => rankOf(b) - rankOf(a) || compareText(a.rule, b.rule) || compareText(a.id, b.id));
  const rows = open.map((finding) => [
    `${finding.severity} ${finding.status}`,
    link(finding.rule, finding.ruleUrl),
    accountCell(finding.fixOwner, names.get(finding.fixOwner ?? '') ?? null),
    text(finding.title),
    text(finding.remediation ?? '', longestRemediation),
  ]);
  return [
    `### Findings to fix: ${open.length}`,
    '',
    ...(open.length === 0 ? ['None.'] : []),
    ...table(rows, {
      head: ['Severity', 'Rule', 'Whose', 'What', 'What to do'],
      room: 17_000,
      more: (left) => `... and ${left} more findings, which the JSON result tells.`,
    }),
  ];
};

/** Bedrock first, then by class; in each what does not work before what does. */
const byInterest = (a: ConnectionPath, b: ConnectionPath): number =>
  Number(b.service.family === 'bedrock') - Number(a.service.family === 'bedrock') ||
  compareText(a.class, b.class) ||
  verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict) ||
  compareText(a.id, b.id);

const verdictCell = ({ verdict, firstFailedHop }: ConnectionPath): string =>
  firstFailedHop === null ? verdict : `${verdict} at ${code(firstFailedHop)}`;

/** The paths themselves. */
export const pathLines = ({ paths }: ScanResult): string[] => {
  const rows = [...paths]
    .sort(byInterest)
    .map((path) => [path.class, verdictCell(path), consumerCell(path), serviceCell(path), viaCell(path)]);
  return [
    `### Paths: ${paths.length}`,
    '',
    ...table(rows, {
      head: ['Class', 'Verdict', 'Consumer', 'Service', 'Via'],
      room: 14_000,
      more: (left) => `... and ${left} more paths, which the JSON result tells.`,
    }),
  ];
};
