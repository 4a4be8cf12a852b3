import cliTruncate from 'cli-truncate';
import type { Check, DoctorReport, Remedy } from '#model/doctor.ts';
import { printable } from '#model/printable.ts';
import { folded } from './fold.ts';
import { foldShell } from './fold-shell.ts';

/** Names and results stand in columns; what is told is folded beside them. */
const nameWidth = 14;
const resultWidth = 9;

const mostPlaces = 6;

const some = (names: readonly string[], most = mostPlaces): string =>
  names.length <= most
    ? names.join(', ')
    : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;

const distinct = (names: readonly string[]): string[] => [...new Set(names)];

const count = (many: number, noun: string): string => `${many} ${noun}${many === 1 ? '' : 's'}`;

/** The part of AWS's sentence that names what denies; the rest repeats who asked for what. */
const denial = /(?:because no|with an explicit deny).*$/;

const reasonOf = ({ cause, by, code, message }: Check): string => {
  const words = message === null ? null : cliTruncate(denial.exec(message)?.[0] ?? message, 160);
  return [by === null ? cause : `${cause} by ${by}`, code, words].filter((part) => part !== null).join(': ');
};

/** The remedies in the order of the checks that they mend. */
const inOrder = ({ checks, remedies }: DoctorReport): Remedy[] =>
  distinct(checks.flatMap(({ remedy }) => remedy ?? [])).flatMap((wanted) =>
    remedies.filter(({ id }) => id === wanted),
  );

type Row = { name: string; result: string; told: string };

const standingWords: Record<DoctorReport['organization']['standing'], string> = {
  management: 'this is its management account',
  'delegated-administrator': 'this is a delegated administrator',
  member: 'this account may not list its accounts',
  none: 'this account is in no organization',
  unknown: 'what this account is in it could not be told',
};

const organizationRow = ({ organization, checks, roleName }: DoctorReport): Row => {
  const { id, standing, accountsAlive, managementAccountId } = organization;
  const failed = checks.find(({ name, status }) => name === 'organization' && status !== 'pass');
  const management =
    standing === 'member' && managementAccountId !== null
      ? `; its management account is ${managementAccountId}`
      : '';
  const alive = accountsAlive === null ? '' : `, ${count(accountsAlive, 'account')} alive`;
  const scope = roleName === null ? '; this account alone is looked at' : '';
  const why = failed === undefined ? '' : ` (${reasonOf(failed)})`;
  return {
    name: 'organization',
    result: failed?.status ?? (accountsAlive === null && standing !== 'none' ? '-' : 'pass'),
    told: `${id === null ? '' : `${id}: `}${standingWords[standing]}${management}${alive}${scope}${why}`,
  };
};

const accountsRow = ({ accounts }: DoctorReport): Row => {
  const regions = distinct(accounts.flatMap((account) => account.regions ?? []));
  const tried = distinct(accounts.flatMap(({ triedIn }) => triedIn));
  const read = accounts.filter((account) => account.regions !== null);
  return {
    name: 'accounts',
    result: read.length === accounts.length ? 'pass' : 'fail',
    told: `${count(read.length, 'account')} of ${accounts.length} reached, ${count(regions.length, 'Region')} in scope (${some(regions, 20)}); actions tried in ${some(tried)}`,
  };
};

const placeWords = ({ places }: Check): string => {
  const accounts = distinct(places.map(({ accountId }) => accountId));
  const regions = distinct(places.map(({ region }) => region));
  return `${some(accounts)} in ${some(regions)}`;
};

const titles: Record<Check['name'], string> = {
  organization: 'organization',
  role: 'role',
  region: 'Region',
  action: 'action',
  'security-hub': 'Security Hub',
};

/** Checks that went wrong alike, in the same places: one row for all. */
const alike = (checks: readonly Check[]): Check[][] => [
  ...Map.groupBy(checks, ({ name, status, cause, by, code, places, remedy }) =>
    JSON.stringify([name, status, cause, by, code, places, remedy]),
  ).values(),
];

const problemRow =
  (remedies: readonly Remedy[]) =>
  (same: readonly Check[]): Row[] => {
    const subjects = same.flatMap(({ subject }) => subject ?? []);
    return same.slice(0, 1).map((check) => {
      const number = remedies.findIndex(({ id }) => id === check.remedy) + 1;
      const about = subjects.length === 0 ? '' : `${some(subjects)}: `;
      const mend = number === 0 ? '' : `; mend by ${number}`;
      return {
        name: titles[check.name],
        result: check.status,
        told: `${about}${placeWords(check)} (${reasonOf(check)})${mend}`,
      };
    });
  };

/** What passed is told in one row for all. */
const passedRow = (name: Check['name'], checks: readonly Check[]): Row[] => {
  const passed = checks.filter((check) => check.name === name && check.status === 'pass');
  if (passed.length === 0) return [];
  const places = passed.flatMap((check) => check.places);
  const accounts = distinct(places.map(({ accountId }) => accountId)).length;
  const subjects = distinct(passed.map(({ subject }) => subject ?? ''));
  const what =
    name === 'action'
      ? `${count(subjects.length, 'action')} allowed`
      : subjects.filter(Boolean).join(', ') || 'on';
  const where =
    name === 'security-hub'
      ? `${count(places.length, 'place')} (an account in a Region)`
      : count(accounts, 'account');
  return [{ name: titles[name], result: 'pass', told: `${what} in ${where}` }];
};

const rowsOf = (report: DoctorReport): Row[] => {
  const { caller, checks, notTried } = report;
  const toProblemRow = problemRow(inOrder(report));
  return [
    {
      name: 'credentials',
      result: 'pass',
      told: `${caller.arn}, account ${caller.accountId}, partition ${caller.partition}, home Region ${caller.homeRegion}`,
    },
    organizationRow(report),
    accountsRow(report),
    ...(['role', 'region', 'action', 'security-hub'] as const).flatMap((name) => [
      ...alike(checks.filter((check) => check.name === name && check.status !== 'pass')).flatMap(
        toProblemRow,
      ),
      ...passedRow(name, checks),
    ]),
    ...notTried.map(({ action, because }) => ({
      name: 'not tried',
      result: '-',
      told: `${action}: ${because}`,
    })),
  ];
};

/** More than any real text takes: one hostile name must not fill the screen. */
const longest = 600;

const renderRow =
  (width: number) =>
  ({ name, result, told }: Row): string[] => {
    const head = `${name.padEnd(nameWidth)}${result.padEnd(resultWidth)}`;
    const indent = ' '.repeat(head.length);
    return folded(cliTruncate(printable(told), longest), width - head.length).map(
      (line, index) => `${index === 0 ? head : indent}${line}`,
    );
  };

const renderCommand = (command: string, width: number): string[] =>
  foldShell(printable(command), width - 8).map((line, at) => `${' '.repeat(at === 0 ? 6 : 8)}${line}`);

const renderRemedy =
  (width: number) =>
  ({ what, accounts, commands }: Remedy, index: number): string[] => {
    const number = `${index + 1}.`.padEnd(4);
    const lines = folded(printable(`For ${some(accounts, 20)}: ${what}`), width - number.length);
    return [
      '',
      ...lines.map((line, at) => `${at === 0 ? number : ' '.repeat(number.length)}${line}`),
      ...commands.flatMap((command) => renderCommand(command, width)),
    ];
  };

const verdictOf = ({ ok, checks, apiCalls }: DoctorReport): string => {
  const problems = checks.filter(({ status }) => status !== 'pass').length;
  const told = ok ? 'All is well' : `${count(problems, 'problem')}: an audit would be incomplete`;
  return `${told}. ${count(apiCalls, 'call')} to AWS; nothing was changed.`;
};

/**
 * What `doctor` found, for a person at a terminal: at most 100 columns, but for words of commands that a shell would
 * not take folded.
 */
export const renderDoctorText = (report: DoctorReport, { columns }: { columns: number }): string => {
  const width = Math.max(60, Math.min(columns, 100));
  const remedies = inOrder(report).flatMap(renderRemedy(width));
  const mending =
    remedies.length === 0 ? [] : ['', 'To mend (read each command before you run it):', ...remedies];
  return [
    `${'CHECK'.padEnd(nameWidth)}${'RESULT'.padEnd(resultWidth)}WHAT`,
    ...rowsOf(report).flatMap(renderRow(width)),
    ...mending,
    '',
    ...folded(verdictOf(report), width),
    '',
  ].join('\n');
};
