import type { PublishedFinding } from '#model/finding.ts';
import type { ScanResult } from '#model/result.ts';
import { compareText } from '#model/scope.ts';
import { severities } from '#model/words.ts';
import type { Look, Tone } from './look.ts';
import { type Row, renderRows } from './rows.ts';

/** More are for --format json. */
const mostRows = 200;

/** What somebody has to look at, or has accepted; not the inventory, whose paths are told already. */
const isTold = ({ status, exemption }: PublishedFinding): boolean =>
  status === 'failed' || status === 'warning' || exemption !== null;

const rankOf = ({ severity, status }: PublishedFinding): number =>
  2 * severities.indexOf(severity) + Number(status === 'failed');

/** The most severe first. */
const byInterest = (a: PublishedFinding, b: PublishedFinding): number =>
  rankOf(b) - rankOf(a) || compareText(a.rule, b.rule) || compareText(a.id, b.id);

const tones: Partial<Record<PublishedFinding['status'], Tone>> = { failed: 'bad', warning: 'doubtful' };

const toRow = ({ severity, status, rule, accountId, region, title, exemption }: PublishedFinding): Row => {
  const tone = tones[status];
  const text = `${severity} ${status}`;
  const rated = tone === undefined ? text : { text, tone };
  return {
    cells: [
      exemption === null ? rated : 'exempt',
      `${accountId} ${region}`,
      `${rule}: ${title}${exemption === null ? '' : ` (${exemption})`}`,
    ],
  };
};

/** The findings as a table of their own, and an empty line; nothing where there is none to tell. */
export const renderFindings = ({ findings }: Pick<ScanResult, 'findings'>, look: Look): string[] => {
  const told = findings.filter(isTold).sort(byInterest);
  if (told.length === 0) return [];
  const rows = told.slice(0, mostRows).map(toRow);
  const left = told.length - rows.length;
  return [
    renderRows(['FINDING', 'OWNER', 'WHAT'], rows, look),
    ...(left === 0 ? [] : [`... and ${left} more findings, which --format json tells`]),
    '',
  ];
};
