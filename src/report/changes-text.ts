import { printable } from '#model/printable.ts';
import { type Changes, hasChanged, isUnsure } from './changes.ts';
import { count } from './count.ts';
import type { FindingSketch } from './finding-changes.ts';
import { folded } from './fold.ts';
import type { Look } from './look.ts';
import type { PathSketch } from './path-changes.ts';
import { renderRows } from './rows.ts';

/** Lines of one table that a person could still look through. */
const mostRows = 500;

const placeOf = ({ consumer }: PathSketch): string =>
  `${consumer.accountName ?? consumer.accountId ?? '?'} ${consumer.region ?? '?'} ${consumer.vpcId ?? '?'}`;

const serviceOf = ({ service: { name, region } }: PathSketch): string =>
  `${name?.split(`.${region}.`).at(-1) ?? '-'} in ${region ?? '?'}`;

const viaOf = ({ peeringId, endpoint }: PathSketch): string =>
  peeringId === null ? endpoint.vpcEndpointId : `${peeringId} > ${endpoint.vpcEndpointId}`;

const pathRow = (what: string, path: PathSketch, how: string): string[] => [
  what,
  how,
  placeOf(path),
  serviceOf(path),
  viaOf(path),
];

const standing = ({ status, severity, exemption }: FindingSketch): string =>
  exemption === null ? `${severity} ${status}` : 'exempt';

const findingRow = (what: string, finding: FindingSketch, how: string): string[] => [
  what,
  how,
  finding.rule,
  `${finding.accountId} ${finding.region}`,
  finding.title,
];

const pathRows = ({ paths }: Changes): string[][] => [
  ...paths.new.map((path) => pathRow('new', path, `${path.class}, ${path.verdict}`)),
  ...paths.gone.map((path) => pathRow('gone', path, `was ${path.class}, ${path.verdict}`)),
  ...paths.verdictChanged.map(({ path, from }) => pathRow('verdict', path, `${from} -> ${path.verdict}`)),
  ...paths.classChanged.map(({ path, from }) => pathRow('class', path, `${from} -> ${path.class}`)),
];

const unsurePathRows = ({ paths }: Changes): string[][] => [
  ...paths.notSeen.map(({ path, because }) => pathRow('not seen now', path, because)),
  ...paths.notSeenBefore.map(({ path, because }) => pathRow('not seen before', path, because)),
  ...paths.notComparable.map(({ path, because }) => pathRow('not comparable', path, because)),
];

const findingRows = ({ findings }: Changes): string[][] => [
  ...findings.new.map((finding) => findingRow('new', finding, standing(finding))),
  ...findings.gone.map((finding) => findingRow('gone', finding, `was ${standing(finding)}`)),
  ...findings.changed.map(({ finding, from }) =>
    findingRow('changed', finding, `${from.severity} ${from.status} -> ${standing(finding)}`),
  ),
];

const unsureFindingRows = ({ findings }: Changes): string[][] => [
  ...findings.notSaid.map(({ finding, because }) => findingRow('not told now', finding, because)),
  ...findings.notSaidBefore.map(({ finding, because }) => findingRow('not told before', finding, because)),
];

const pathHead = ['PATH', 'HOW', 'CONSUMER', 'SERVICE', 'VIA'];
const findingHead = ['FINDING', 'HOW', 'RULE', 'OWNER', 'WHAT'];

const section = (head: readonly string[], rows: readonly string[][], look: Look): string[] => {
  if (rows.length === 0) return [];
  const told = rows.slice(0, mostRows).map((cells) => ({ cells }));
  const left = rows.length - told.length;
  return [renderRows(head, told, look), ...(left === 0 ? [] : [`... and ${left} more`]), ''];
};

const verdictOf = (changes: Changes): string[] => {
  const { paths, findings } = changes;
  if (!hasChanged(changes)) {
    return [isUnsure(changes) ? 'Nothing is known to have changed.' : 'Nothing changed.'];
  }
  const [gone, goneFindings] = [paths.gone.length, findings.gone.length];
  return [
    `Paths: ${paths.new.length} new, ${gone} gone, ${paths.verdictChanged.length} with another verdict, ${paths.classChanged.length} with another class`,
    `Findings: ${findings.new.length} new, ${goneFindings} gone, ${findings.changed.length} changed`,
  ];
};

const unsureLines = (changes: Changes, look: Look): string[] => {
  if (!isUnsure(changes)) return [];
  const rows = [unsurePathRows(changes), unsureFindingRows(changes)] as const;
  return [
    `Of ${count(rows[0].length, 'path')} and ${count(rows[1].length, 'finding')} it cannot be said whether they changed:`,
    '',
    ...section(pathHead, rows[0], look),
    ...section(findingHead, rows[1], look),
  ];
};

/** What changed, for a person at a terminal; what cannot be said last, and never as a change. */
export const renderChanges = (changes: Changes, look: Look): string =>
  [
    printable(`Changes since ${changes.since}`),
    ...changes.cautions.flatMap((caution) =>
      folded(`Mind: ${printable(caution)}`, Math.min(look.columns, 100)),
    ),
    '',
    ...section(pathHead, pathRows(changes), look),
    ...section(findingHead, findingRows(changes), look),
    ...verdictOf(changes),
    ...unsureLines(changes, look),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
