import { catalogueOf } from '#app/catalogue.ts';
import { loadConfig } from '#app/load-config.ts';
import type { Source } from '#app/ports.ts';
import { scan } from '#app/scan.ts';
import { createSnapshotSource } from '#app/snapshot-source.ts';
import { demoConfigFile, organizationDir } from '#cli/commands/demo.ts';
import { configSchema } from '#model/config.ts';
import type { PublishedFinding } from '#model/finding.ts';
import { operations } from '#model/inventory.ts';
import { exemptionTag } from '#rules/kit/exemption.ts';

const entries = catalogueOf(configSchema.parse({}));

/** Scans the demo's organization as a snapshot. */
const scanDemo = async (lose: (source: Source) => Source = (source) => source) => {
  const config = await loadConfig(demoConfigFile, {});
  const { findings } = await scan({
    source: lose(await createSnapshotSource(organizationDir, config.scope)),
    config,
    selection: { accounts: null, regions: null },
    stores: null,
    failOn: null,
    clock: () => new Date(0),
    onProgress: () => {},
  });
  return findings;
};

/** The same with the network ACLs of the data platform's scopes unread: of a whole snapshot there is no gap to show. */
const withGap = (source: Source): Source => ({
  ...source,
  read: async (scope) => {
    const { NetworkAcls, ...rest } = await source.read(scope);
    const { code, message } = denial;
    const failed = { complete: false, cause: 'access-denied', by: 'policy', code, message } as const;
    return scope.accountId === '333333333333'
      ? { ...rest, Coverage: { [operations.NetworkAcls]: failed } }
      : { ...rest, NetworkAcls };
  },
});
const denial = {
  code: 'UnauthorizedOperation',
  message: 'You are not authorized to perform this operation.',
};

const isBad = ({ status }: PublishedFinding): boolean => status === 'failed' || status === 'warning';

/** What each rule finds there: its first finding that fails or warns, else its first. */
const findExamples = async (): Promise<ReadonlyMap<string, PublishedFinding>> => {
  const gaps = (await scanDemo(withGap)).filter(({ rule }) => rule === 'coverage-gap');
  const findings = [...(await scanDemo()), ...gaps];
  const ranked = findings.toSorted((a, b) => Number(isBad(b)) - Number(isBad(a)));
  return new Map(ranked.toReversed().map((finding) => [finding.rule, finding]));
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

const link = (id: string): string => `[\`${id}\`](#${id})`;

const readKeys = new Map(Object.entries(operations).map(([key, operation]) => [operation as string, key]));

const where = ({ rule }: PublishedFinding): string =>
  rule === 'coverage-gap' ? ', had the role of one account not been allowed to read network ACLs' : '';

const example = (finding: PublishedFinding | undefined): string[] => {
  if (finding === undefined) return [];
  const { title, severity, status, evidence, remediation, fixOwner } = finding;
  return [
    `For example, in [the demo's organization](../src/sandbox/organization/README.md)${where(finding)} (${severity}, ${status}):`,
    '',
    '```text',
    title,
    '',
    evidence,
    ...(remediation === null ? [] : ['', `To mend it: ${remediation}`]),
    ...(fixOwner === null ? [] : [`Whose account: ${fixOwner}`]),
    '```',
    '',
  ];
};

const section = (
  { id, title, severity, isEnabled, when, why, howToFix, reads }: (typeof entries)[number],
  finding: PublishedFinding | undefined,
): string[] => [
  `## ${id}`,
  '',
  `**${title}.** Severity ${severity}${isEnabled ? '' : '; off unless `rules` in the configuration enables it'}.`,
  '',
  `*When.* ${when}`,
  '',
  `*Why it matters.* ${why}`,
  '',
  `*How to mend it.* ${howToFix}`,
  '',
  `*Reads.* ${reads.length === readKeys.size ? 'Everything.' : reads.map((operation) => `\`${readKeys.get(operation) ?? operation}\``).join(', ')}`,
  '',
  ...example(finding),
];

/** docs/rules.md: the catalogue that findings link to, each rule under its ID. */
export const rulesPage = async (): Promise<string> => {
  const examples = await findExamples();
  return [
    '# The rules',
    '',
    'Written by `npm run generate` from the rules themselves; do not edit. `auditor rules` prints it at a terminal.',
    '',
    'A finding is `failed` (to be mended), `warning` (to be looked at), `passed`, or `not-evaluated`: what the rule reads was not read whole, in every',
    'scope that the finding rests on. Such a finding is never sent: what Security Hub holds of it stays as it is.',
    '',
    '| rule | severity | when |',
    '| --- | --- | --- |',
    ...entries.map(
      ({ id, severity, isEnabled, when }) =>
        `| ${link(id)} | ${isEnabled ? severity : 'off'} | ${cell(when)} |`,
    ),
    '',
    ...entries.flatMap((entry) => section(entry, examples.get(entry.id))),
    '## Exemptions',
    '',
    'A finding that is accepted passes, with the reason in it. In the configuration (`exemptions`: rule, accounts or resource, last day, reason, owner) for',
    `any rule; by the tag \`${exemptionTag}\` on a resource, for rules below high and in the finding's own account alone, so that nobody pardons`,
    'themselves in the account of another. The tag is the rule IDs, the last day and the reason:',
    '',
    '```text',
    `${exemptionTag} = endpoint-single-zone+private-dns-off 2027-03-31 moves to three zones in spring`,
    '```',
    '',
    'An exemption that ended, is not of that form or does not count is told in the evidence of the finding.',
    '',
  ].join('\n');
};

/** As the formatter writes it: every cell as wide as the widest of its column. */
const padded = (rows: readonly string[][]): string => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
};

/** The table of README.md, between its two marks. */
export const withRulesTable = (readme: string): string =>
  readme.replace(/(<!-- rules -->\n)[\s\S]*?(<!-- \/rules -->)/, (_, start: string, end: string) => {
    const rows = entries.map(({ id, severity, isEnabled, when }) => [
      `[\`${id}\`](docs/rules.md#${id})`,
      isEnabled ? severity : 'off',
      cell(when),
    ]);
    return `${start}\n${padded([['rule', 'severity', 'when'], ...rows])}\n\n${end}`;
  });
