import * as z from 'zod/mini';
import { configSchema } from '#model/config.ts';

type Node = {
  description?: string;
  default?: unknown;
  type?: string;
  enum?: string[];
  const?: unknown;
  anyOf?: Node[];
  items?: Node;
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  required?: string[];
};

const isNull = ({ type }: Node): boolean => type === 'null';

/** The form of a value in a few words. */
const formOf = (node: Node): string => {
  if (node.enum !== undefined) return node.enum.map((word) => `"${word}"`).join(' or ');
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.anyOf !== undefined) return [...new Set(node.anyOf.map(formOf))].join(' or ');
  if (node.type === 'array') return `list of ${formOf(node.items ?? {})}`;
  if (typeof node.additionalProperties === 'object')
    return `object by name, of ${formOf(node.additionalProperties)}`;
  return node.type ?? 'any';
};

/** The members below a key: its own, a list's, or those of an object by name. */
const below = (key: string, node: Node): [string, Node][] => {
  const inner = node.anyOf?.find((one) => !isNull(one)) ?? node;
  if (inner.items?.properties !== undefined) return membersOf(`${key}[].`, inner.items);
  if (typeof inner.additionalProperties === 'object')
    return membersOf(`${key}.<name>.`, inner.additionalProperties);
  return membersOf(`${key}.`, inner);
};

const membersOf = (prefix: string, { properties = {} }: Node): [string, Node][] =>
  Object.entries(properties).flatMap(([name, node]) => [
    [`${prefix}${name}`, node] as [string, Node],
    ...below(`${prefix}${name}`, node),
  ]);

const cell = (text: string): string => text.replaceAll('|', '\\|');

const defaultOf = ({ default: value }: Node): string =>
  value === undefined ? '-' : `\`${cell(JSON.stringify(value))}\``;

const row = ([key, node]: [string, Node]): string =>
  `| \`${key}\` | ${cell(formOf(node))} | ${defaultOf(node)} | ${cell(node.description ?? '')} |`;

/** docs/configuration.md: every key of the configuration file. */
export const configPage = (): string =>
  [
    '# Configuration',
    '',
    'One JSON file: `--config FILE`, else the one `VPC_PATH_AUDITOR_CONFIG` names, else `./vpc-path-auditor.json`; a deployed function takes',
    'it from the SSM parameter that `VPC_PATH_AUDITOR_CONFIG_PARAMETER` names. Every key has a default; an unknown key or a wrong value is',
    'refused with the path in the file. `auditor config` prints what is in effect. For editors: `"$schema": "docs/schema/config.schema.json"`.',
    '',
    '| key | form | default | means |',
    '| --- | --- | --- | --- |',
    ...membersOf('', z.toJSONSchema(configSchema, { io: 'input' }) as Node).map(row),
    '',
  ].join('\n');
