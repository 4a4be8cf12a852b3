import cliTruncate from 'cli-truncate';
import type { Explanation, Option, OptionKind, Step } from '#model/explanation.ts';
import type { ConnectionPath, Hop } from '#model/path.ts';
import { printable } from '#model/printable.ts';
import { count } from './count.ts';
import { renderCoverage } from './coverage-lines.ts';
import { folded } from './fold.ts';
import { foldShell } from './fold-shell.ts';

/** Answers stand in a column of their own; what is told is folded beside them. */
const answerWidth = 9;
const indent = ' '.repeat(answerWidth);

/** More than any real text takes: one hostile name must not fill the screen. */
const longest = 1200;

const safe = (text: string): string => cliTruncate(printable(text), longest);

const titles: Record<OptionKind, string> = {
  'existing-path': 'a path that is there',
  'same-region-endpoint': "an endpoint to the service in the VPC's own Region",
  'cross-region-endpoint': 'a cross-Region endpoint',
  peering: 'a peering that is there',
  build: 'a way that is to be built',
};

const marks: Record<Hop['status'], string> = { pass: 'ok', fail: 'FAIL', unknown: '?' };

/** Parts that stay whole, with lines between them, in as many rows as it takes. */
const drawn = (parts: readonly string[], width: number): string[] => {
  const rows: string[] = [];
  let row = '';
  for (const [index, part] of parts.entries()) {
    const joined = row === '' ? part : `${row} ── ${part}`;
    const isLast = index === parts.length - 1;
    if (row !== '' && joined.length > width - (isLast ? 0 : 3)) {
      rows.push(`${row} ──`);
      row = part;
    } else row = joined;
  }
  return [...rows, row];
};

const shortName = ({ service: { name, region } }: ConnectionPath): string =>
  name?.split(`.${region ?? ''}.`).at(-1) ?? 'the service';

const renderPath = (path: ConnectionPath, width: number): string[] => {
  const { consumer, peeringId, endpoint, hops } = path;
  const way = [consumer.vpcId ?? 'the VPC', peeringId ?? [], endpoint.vpcEndpointId, shortName(path)].flat();
  return [
    ...drawn(way.map(safe), width),
    ...drawn(
      hops.map(({ name, status }) => `${name} ${marks[status]}`),
      width,
    ),
  ];
};

const placeOf = ({ accountId, region }: Step): string => {
  const place = [accountId, region].filter((part) => part !== null).join(' ');
  return place === '' ? '' : ` (${place})`;
};

const renderStep = (step: Step, index: number, width: number): string[] => {
  const number = `${index + 1}.`.padEnd(4);
  const told = folded(safe(`${step.what}${placeOf(step)}`), width - number.length);
  return [
    ...told.map((line, at) => `${at === 0 ? number : ' '.repeat(number.length)}${line}`),
    ...step.commands.flatMap((command) =>
      foldShell(printable(command), width - 8).map((line, at) => `${' '.repeat(at === 0 ? 6 : 8)}${line}`),
    ),
  ];
};

const renderSteps = ({ steps, placeholders }: Option, width: number): string[] => {
  const widest = Math.max(0, ...placeholders.map(({ name }) => name.length));
  return [
    ...steps.flatMap((step, index) => renderStep(step, index, width)),
    ...(placeholders.length === 0 ? [] : ['In capitals is what you fill in:']),
    ...placeholders.flatMap(({ name, means }) =>
      folded(means, width - widest - 4).map(
        (line, at) => `  ${(at === 0 ? name : '').padEnd(widest)}  ${line}`,
      ),
    ),
  ];
};

const renderOption = (
  option: Option,
  { width, hasSteps }: { width: number; hasSteps: boolean },
): string[] => {
  const { kind, answer, because, path, peeringId, steps } = option;
  const title =
    kind === 'peering' && peeringId !== null ? `${titles[kind]}: ${safe(peeringId)}` : titles[kind];
  const inner = width - answerWidth;
  const left =
    steps.length > 0 && !hasSteps ? [`${count(steps.length, 'step')}: --format json tells them.`] : [];
  const lines = [
    ...(path === null ? [] : renderPath(path, inner)),
    ...folded(safe(because), inner),
    ...left,
    ...(hasSteps ? renderSteps(option, inner) : []),
  ];
  return [
    '',
    `${answer.toUpperCase().padEnd(answerWidth)}${title}`,
    ...lines.map((line) => `${indent}${line}`),
  ];
};

/** A line folded under its own indentation. */
const hanging = (line: string, width: number): string[] => {
  const [margin = ''] = /^ */.exec(line) ?? [];
  return folded(line.trimStart(), width - margin.length).map((part) => `${margin}${part}`);
};

/** What the answer rests on, and what of it was left out or could not be read. */
const renderScopes = (coverage: Explanation['coverage'], width: number): string[] => {
  const read = coverage.scopes.filter(({ status }) => status !== 'excluded');
  const leftOut = coverage.scopes
    .filter(({ status }) => status === 'excluded')
    .map(({ accountId, region, because }) => `${accountId} ${region} (${because ?? 'no reason told'})`);
  return [
    ...(leftOut.length === 0 ? [] : folded(safe(`Left out: ${leftOut.join(', ')}.`), width)),
    ...renderCoverage({ coverage: { ...coverage, scopes: read } }).flatMap((line) => hanging(line, width)),
  ];
};

/**
 * An explanation for a person at a terminal: its first line is the answer. At most 100 columns, but for words of commands
 * that a shell would not take folded. The steps of other ways are left to JSON where the service is reached today.
 */
export const renderExplainText = (explanation: Explanation, { columns }: { columns: number }): string => {
  const { question, headline, answer, options, notAssessed } = explanation;
  const width = Math.max(60, Math.min(columns, 100));
  const hasSteps = answer !== 'yes';
  const from = `From     ${question.vpcId}, account ${question.accountId ?? 'not known'}, in ${question.region}`;
  const commands = hasSteps && options.some(({ steps }) => steps.some((step) => step.commands.length > 0));
  return [
    // Whole, so that `head -1` is the answer.
    safe(headline),
    '',
    safe(from),
    safe(`To       ${question.serviceName} in ${question.serviceRegion}`),
    ...options.flatMap((option) => renderOption(option, { width, hasSteps })),
    '',
    ...(commands ? ['Nothing was changed: read each command before you run it.'] : []),
    ...folded(`Not looked at: ${notAssessed.join('; ')}.`, width),
    ...renderScopes(explanation.coverage, width),
    '',
  ].join('\n');
};
