import { AwsError } from './aws-error.ts';
import type { Members } from './wire.ts';
import { isMembers } from './wire.ts';

/** An EC2 filter: its values are alternatives, several filters must all match. */
type Filter = { Name?: string | undefined; Values?: string[] | undefined };

/** Filter names, each with the member it looks at; lists on the way are looked through (`Groups.GroupId`). */
export type FilterPaths = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html: FilterLimitExceeded. */
const maxValues = 200;

const valuesAt = (value: unknown, path: readonly string[]): unknown[] => {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  return isMembers(value) ? valuesAt(value[name], rest) : [];
};

const checked = (
  { Name = '', Values = [] }: Filter,
  paths: FilterPaths,
): { path: string[]; values: Set<string> } => {
  const path = Object.hasOwn(paths, Name) ? paths[Name] : undefined;
  if (path === undefined) throw new AwsError('InvalidParameterValue', `The filter '${Name}' is invalid`);
  if (Values.length === 0) throw new AwsError('InvalidParameterValue', `The filter '${Name}' has no values`);
  if (Values.length > maxValues) {
    throw new AwsError('FilterLimitExceeded', `The maximum number of values of a filter is ${maxValues}`);
  }
  if (Values.some((value) => /[*?\\]/.test(value))) {
    throw new AwsError(
      'InvalidParameterValue',
      `The filter '${Name}' has a wildcard, which is not supported here`,
    );
  }
  return { path: path.split('.'), values: new Set(Values) };
};

/** The records that match every filter. A filter that `paths` does not name is an error. */
export const filtered = <Item extends Members>(
  records: readonly Item[],
  filters: readonly Filter[] | undefined,
  paths: FilterPaths,
): Item[] => {
  const wanted = (filters ?? []).map((filter) => checked(filter, paths));
  return records.filter((record) =>
    wanted.every(({ path, values }) => valuesAt(record, path).some((value) => values.has(String(value)))),
  );
};
