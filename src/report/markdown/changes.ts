import type { Changes } from '../changes.ts';
import type { FindingSketch } from '../finding-changes.ts';
import type { PathSketch } from '../path-changes.ts';
import { accountCell, consumerCell, serviceCell, viaCell } from './names.ts';
import { type Cells, table } from './table.ts';
import { text } from './text.ts';

const pathCells = (what: string, path: PathSketch, now: string): Cells => [
  what,
  `${consumerCell(path)} to ${serviceCell(path)} by ${viaCell(path)}`,
  now,
];

const findingCells = (what: string, finding: FindingSketch, now: string): Cells => [
  what,
  `${text(finding.title)}, ${accountCell(finding.accountId)}`,
  now,
];

const standing = ({ status, severity, exemption }: FindingSketch): string =>
  exemption === null ? `${severity} ${status}` : 'accepted for a time';

function* rowsOf({ paths, findings }: Changes): Generator<Cells> {
  for (const path of paths.new) yield pathCells('new path', path, `${path.class}, ${path.verdict}`);
  for (const path of paths.gone) yield pathCells('path gone', path, `was ${path.class}, ${path.verdict}`);
  for (const { path, from } of paths.verdictChanged)
    yield pathCells('verdict changed', path, `${from} to ${path.verdict}`);
  for (const { path, from } of paths.classChanged)
    yield pathCells('class changed', path, `${from} to ${path.class}`);
  for (const finding of findings.new) yield findingCells('new finding', finding, standing(finding));
  for (const finding of findings.gone)
    yield findingCells('finding gone', finding, `was ${standing(finding)}`);
  for (const { finding, from } of findings.changed)
    yield findingCells('finding changed', finding, `${from.severity} ${from.status} to ${standing(finding)}`);
  for (const { path, because } of paths.notSeen) yield pathCells('path not seen now', path, text(because));
  for (const { path, because } of paths.notSeenBefore)
    yield pathCells('path not seen before', path, text(because));
  for (const { path, because } of paths.notComparable)
    yield pathCells('path not comparable', path, text(because));
  for (const { finding, because } of findings.notSaid)
    yield findingCells('finding not told now', finding, text(because));
  for (const { finding, because } of findings.notSaidBefore)
    yield findingCells('finding not told before', finding, text(because));
}

/** What changed since the earlier result, and of what that cannot be said. Nothing where there is none. */
export const changeLines = (changes: Changes | null): string[] => {
  if (changes === null) return [];
  const rows = table(rowsOf(changes), {
    head: ['', 'What', 'How'],
    room: 9_000,
    more: (left) => `... and ${left} more changes, which \`diff\` tells.`,
  });
  return [
    `### What changed since ${text(changes.since, 40)}`,
    '',
    ...changes.cautions.flatMap((caution) => [`**Mind**: ${text(caution, 300)}`, '']),
    ...(rows.length === 0 ? ['Nothing.'] : rows),
  ];
};
