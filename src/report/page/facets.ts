import type { Filter } from './filter.ts';
import type { Report } from './report.ts';
import { classNames, severityNames, statusNames, verdictNames } from './words.ts';

/** What a reader may choose of one kind: only what there is, each with how many rows have it. */
export type Facet = {
  key: Exclude<keyof Filter, 'text' | 'from' | 'to'>;
  title: string;
  options: readonly { value: string; name: string; count: number }[];
};

const tally = (values: readonly (string | null)[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

/** Named values in the order of their names' table. */
const named = (values: readonly string[], names: Readonly<Record<string, string>>): Facet['options'] => {
  const counts = tally(values);
  return Object.entries(names).flatMap(([value, name]) => {
    const count = counts.get(value);
    return count === undefined ? [] : [{ value, name, count }];
  });
};

/** Values that name themselves, or are named by `nameOf`, in the order of their names. */
const listed = (
  values: readonly (string | null)[],
  nameOf = (value: string): string => value,
): Facet['options'] =>
  [...tally(values)]
    .map(([value, count]) => ({ value, name: nameOf(value), count }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

const nameIn =
  ({ accountNames }: Report) =>
  (id: string): string => {
    const name = accountNames.get(id);
    return name === undefined ? id : `${name} (${id})`;
  };

/** What the paths may be filtered by. */
export const pathFacets = (report: Report): readonly Facet[] => {
  const paths = report.paths.map(({ path }) => path);
  return [
    {
      key: 'verdict',
      title: 'Verdict',
      options: named(
        paths.map(({ verdict }) => verdict),
        verdictNames,
      ),
    },
    {
      key: 'class',
      title: 'Class',
      options: named(
        paths.map((path) => path.class),
        classNames,
      ),
    },
    {
      key: 'accountId',
      title: 'Account',
      options: listed(
        paths.flatMap(({ consumer, endpoint }) => unique([consumer.accountId, endpoint.accountId])),
        nameIn(report),
      ),
    },
    {
      key: 'region',
      title: 'Region',
      options: listed(
        paths.flatMap(({ consumer, endpoint, service }) =>
          unique([consumer.region, endpoint.region, service.region]),
        ),
      ),
    },
  ];
};

/** What the findings may be filtered by. */
export const findingFacets = (report: Report): readonly Facet[] => {
  const findings = report.findings.map(({ finding }) => finding);
  return [
    {
      key: 'severity',
      title: 'Severity',
      options: named(
        findings.map(({ severity }) => severity),
        severityNames,
      ),
    },
    {
      key: 'status',
      title: 'Status',
      options: named(
        findings.map(({ status }) => status),
        statusNames,
      ),
    },
    { key: 'rule', title: 'Rule', options: listed(findings.map(({ rule }) => rule)) },
    {
      key: 'accountId',
      title: 'Account',
      options: listed(
        findings.flatMap(({ accountId, fixOwner }) => unique([accountId, fixOwner])),
        nameIn(report),
      ),
    },
    { key: 'region', title: 'Region', options: listed(findings.map(({ region }) => region)) },
  ];
};
