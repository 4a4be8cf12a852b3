import type { Explanation, Option, OptionKind, Step } from '#model/explanation.ts';
import { printable } from '#model/printable.ts';
import { count } from './count.ts';
import { renderCoverage } from './coverage-lines.ts';
import { folded, hanging } from './fold.ts';
import { foldShell } from './fold-shell.ts';
import { hopLines } from './hop-line.ts';
import { type Look, type Tone, unpainted } from './look.ts';
import { shortened } from './width.ts';

/** Answers stand in a column of their own; what is told is folded beside them. */
const answerWidth = 9;
const indent = ' '.repeat(answerWidth);

/** More than any real text takes: one hostile name must not fill the screen. */
const longest = 1200;

const safe = (text: string): string => shortened(printable(text), longest);

const titles: Record<OptionKind, string> = {
  'existing-path': 'a path that is there',
  'same-region-endpoint': "an endpoint to the service in the VPC's own Region",
  'cross-region-endpoint': 'a cross-Region endpoint',
  peering: 'a peering that is there',
  build: 'a way that is to be built',
};

const tones: Record<Option['answer'], Tone> = { yes: 'good', no: 'bad', unknown: 'doubtful' };

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

/** Less is no column. */
const leastColumn = 20;

/** What stands in capitals in the commands, beside what it means; over it where the terminal is narrow. */
const renderPlaceholders = (placeholders: Option['placeholders'], width: number): string[] => {
  const widest = Math.max(0, ...placeholders.map(({ name }) => name.length));
  const room = width - widest - 4;
  return placeholders.flatMap(({ name, means }) =>
    room < leastColumn
      ? [`  ${name}`, ...hanging(`    ${means}`, width)]
      : folded(means, room).map((line, at) => `  ${(at === 0 ? name : '').padEnd(widest)}  ${line}`),
  );
};

const renderSteps = ({ steps, placeholders }: Option, width: number): string[] => [
  ...steps.flatMap((step, index) => renderStep(step, index, width)),
  ...(placeholders.length === 0 ? [] : folded('In capitals is what you fill in:', width)),
  ...renderPlaceholders(placeholders, width),
];

const renderOption = (option: Option, look: Look, hasSteps: boolean): string[] => {
  const { columns, paint = unpainted } = look;
  const { kind, answer, because, path, peeringId, steps } = option;
  const title =
    kind === 'peering' && peeringId !== null ? `${titles[kind]}: ${safe(peeringId)}` : titles[kind];
  const inner = columns - answerWidth;
  const left =
    steps.length > 0 && !hasSteps
      ? folded(`${count(steps.length, 'step')}: --format json tells them.`, inner)
      : [];
  const lines = [
    ...(path === null ? [] : hopLines(path, { ...look, columns: inner })),
    ...folded(safe(because), inner),
    ...left,
    ...(hasSteps ? renderSteps(option, inner) : []),
  ];
  return [
    '',
    ...folded(title, inner).map((line, at) =>
      at === 0
        ? `${paint(tones[answer], answer.toUpperCase().padEnd(answerWidth))}${line}`
        : `${indent}${line}`,
    ),
    ...lines.map((line) => `${indent}${line}`),
  ];
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

/** Wider is hard to read. */
const mostColumns = 100;

/** A word, and what it is of, folded beside it. */
const field = (name: string, told: string, width: number): string[] =>
  folded(safe(told), width - answerWidth).map(
    (line, at) => `${at === 0 ? name.padEnd(answerWidth) : indent}${line}`,
  );

/**
 * An explanation for a person at a terminal: its first line is the answer. No line is longer than the terminal is wide, nor,
 * but for the answer, than 100 columns; except words of commands that a shell would not take folded. The steps of other
 * ways are left to JSON where the service is reached today.
 */
export const renderExplainText = (explanation: Explanation, look: Look): string => {
  const { question, headline, answer, options, notAssessed } = explanation;
  const columns = Math.min(look.columns, mostColumns);
  const hasSteps = answer !== 'yes';
  const from = `${question.vpcId}, account ${question.accountId ?? 'not known'}, in ${question.region}`;
  const commands = hasSteps && options.some(({ steps }) => steps.some((step) => step.commands.length > 0));
  return [
    ...folded(safe(headline), look.columns),
    '',
    ...field('From', from, columns),
    ...field('To', `${question.serviceName} in ${question.serviceRegion}`, columns),
    ...options.flatMap((option) => renderOption(option, { ...look, columns }, hasSteps)),
    '',
    ...(commands ? folded('Nothing was changed: read each command before you run it.', columns) : []),
    ...folded(`Not looked at: ${notAssessed.join('; ')}.`, columns),
    ...renderScopes(explanation.coverage, columns),
    '',
  ].join('\n');
};
