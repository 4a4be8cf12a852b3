import type {
  $SchemaRef,
  StaticListSchema,
  StaticOperationSchema,
  StaticStructureSchema,
} from '@smithy/types';

/** Smithy's IDs of a string, a whole number and a timestamp, as the SDK's own schemas write them. */
export const text = 0;
export const whole = 1;
export const timestamp = 4;

type Members = Readonly<Record<string, $SchemaRef>>;

export const structureOf = (namespace: string, name: string, members: Members): StaticStructureSchema => [
  3,
  namespace,
  name,
  0,
  Object.keys(members),
  Object.values(members),
];

export const listOf = (namespace: string, item: StaticStructureSchema): StaticListSchema => [
  1,
  namespace,
  `${item[2]}s`,
  0,
  item,
];

/** An operation; `path` is a GET's, of a REST service. */
export const operationOf = (
  namespace: string,
  name: string,
  { input, output, path }: { input: Members; output: Members; path?: string },
): StaticOperationSchema => [
  9,
  namespace,
  name,
  path === undefined ? 0 : { http: ['GET', path, 200] },
  structureOf(namespace, `${name}Request`, input),
  structureOf(namespace, `${name}Response`, output),
];
