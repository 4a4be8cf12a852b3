import { count } from '../count.ts';
import type { Digest } from '../digest.ts';
import { accountCell } from './names.ts';
import { table } from './table.ts';
import { code, text } from './text.ts';

const nothingLeft = (): string => '';

const orBlank = (many: number): string => (many === 0 ? '' : String(many));

const classLines = ({ paths }: Digest): string[] =>
  table(
    paths.byClass
      .filter(({ of }) => of > 0)
      .map(({ class: name, of, usable, partial, blocked, unknown }) => [
        name,
        String(of),
        ...[usable, partial, blocked, unknown].map(orBlank),
      ]),
    {
      head: ['Class', 'Paths', 'Usable', 'Partial', 'Blocked', 'Unknown'],
      room: Number.POSITIVE_INFINITY,
      more: nothingLeft,
    },
  );

const severityLines = ({ findings }: Digest): string[] =>
  table(
    findings.bySeverity
      .filter(({ failed, warning }) => failed + warning > 0)
      .map(({ severity, failed, warning }) => [severity, orBlank(failed), orBlank(warning)]),
    { head: ['Severity', 'Failed', 'Warning'], room: Number.POSITIVE_INFINITY, more: nothingLeft },
  );

/** Paths by class and verdict, findings by severity. */
export const numberLines = (digest: Digest): string[] => {
  const { paths, peerings, findings, seen } = digest;
  const nothingFound = `No connection path found${seen.complete ? '' : ' in what was read'}.`;
  return [
    `### Numbers: ${count(paths.of, 'path')}, ${count(peerings.of, 'peering')}, ${count(findings.of, 'finding')}`,
    '',
    ...(paths.of === 0 ? [nothingFound] : classLines(digest)),
    '',
    ...severityLines(digest),
    '',
    `Findings exempt: ${findings.exempt}; not judged: ${findings.notEvaluated}. Peerings over which no path leads: ${peerings.withoutPath}.`,
  ];
};

/** What could not be read, and what to do about it. Nothing where all was. */
export const gapLines = ({ seen }: Digest): string[] => {
  const { deniedRegions, gaps } = seen;
  if (gaps.length + deniedRegions.length === 0) return [];
  const rows = [
    ...deniedRegions.map(({ region, accounts }) => [
      count(accounts, 'account'),
      text(region, 40),
      'an SCP denies it everywhere',
      'Leave the Region out in the configuration, unless somebody is to use it.',
    ]),
    ...gaps.map(({ accountId, regions, operations, cause, remedy }) => [
      accountCell(accountId),
      text(regions.join(', '), 120),
      `${text(cause, 60)}: ${code(operations.join(', '), 160)}`,
      remedy ?? '',
    ]),
  ];
  return [
    '### Not read, so nothing is known of it',
    '',
    ...table(rows, {
      head: ['Account', 'Regions', 'Why', 'What to do'],
      room: 6_000,
      more: (left) => `... and ${left} more, which the JSON result tells.`,
    }),
  ];
};
