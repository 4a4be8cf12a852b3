import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** The SDK's constants: a name in the source, and its text as JSON. */
const constantsOf = (source: string): ReadonlyMap<string, string> =>
  new Map(
    [...source.matchAll(/^const (_\w*) = ("[^"\\\n]*");$/gm)].map(([, name = '', text = '']) => [name, text]),
  );

/**
 * The SDK writes the keys of its schemas as constants (`{ [_xN]: _Fil }`). A computed key may have a side effect, so a
 * bundler keeps every schema of a service for one operation of it. With the key itself in its place (`{ "xmlName": _Fil }`)
 * it drops what is not used.
 */
export const inlineKeys = (source: string): string => {
  const constants = constantsOf(source);
  return source.replace(/([{,]\s*)\[(_\w*)\](?=:)/g, (computed, before: string, name: string) => {
    const text = constants.get(name);
    return text === undefined ? computed : before + text;
  });
};

/**
 * Less the service's 140 errors, but for the one that stands for any: an error that the SDK does not know becomes that one,
 * under its own name and with its message.
 */
export const dropErrors = (source: string): string =>
  source.replace(/^n\d+_registry\.registerError\(.*\);$/gm, '');

/**
 * A structure's schema with these members alone. The others are neither sent nor read, and what only they refer to is
 * dropped with them. Throws where the SDK writes it otherwise than here.
 */
export const keepMembers = (source: string, structure: string, kept: ReadonlySet<string>): string => {
  const schema = new RegExp(
    `(export var ${structure}\\$ = \\[3, \\w+, \\w+,\\s+0,\\s+)\\[(.*)\\],(\\s+)\\[(.*)\\]`,
  ).exec(source);
  if (schema === null) throw new Error(`${structure} is written in another way`);
  const [whole, start = '', members = '', gap = '', types = ''] = schema;
  const [names, targets] = [members.split(', '), types.split(', ')];
  const nameOf = constantsOf(source);
  const isKept = names.map((name) => kept.has(JSON.parse(nameOf.get(name) ?? '""')));
  if (names.length !== targets.length || isKept.filter(Boolean).length !== kept.size) {
    throw new Error(`${structure} has other members`);
  }
  const only = (list: readonly string[]): string => list.filter((_, index) => isKept[index]).join(', ');
  return source.replace(whole, () => `${start}[${only(names)}],${gap}[${only(targets)}]`);
};

/** Services of whose errors nobody asks more than the message. */
const plainErrors = /\/client-(?:ssm|lambda)\//;

/**
 * Of a finding: what we send, and what we look at. Others' findings are never read, nor sent again; `held-finding.ts` says
 * which members of ours are.
 */
const findingMembers: ReadonlySet<string> = new Set([
  'SchemaVersion',
  'Id',
  'ProductArn',
  'GeneratorId',
  'AwsAccountId',
  'CreatedAt',
  'UpdatedAt',
  'Title',
  'Description',
  'Resources',
  'Region',
  'FirstObservedAt',
  'Remediation',
  'ProductFields',
  'Compliance',
  'RecordState',
  'FindingProviderFields',
]);

/** Resources that we tell of have no details but in words. */
const detailMembers: ReadonlySet<string> = new Set(['Other']);

/** Less what our findings do not have. */
const trimFinding = (source: string): string =>
  keepMembers(keepMembers(source, 'AwsSecurityFinding', findingMembers), 'ResourceDetails', detailMembers);

const onSchemas = (name: string, client: string, trim: (source: string, path: string) => string): Plugin => ({
  name,
  setup: (build) => {
    const filter = new RegExp(`/@aws-sdk/${client}/dist-es/schemas/schemas_\\d+\\.js$`);
    build.onLoad({ filter }, async ({ path }) => ({
      contents: trim(inlineKeys(await readFile(path, 'utf8')), path),
      loader: 'js',
    }));
  },
});

/** The schemas of every client of the SDK with their keys in place. */
export const trimSchemas: Plugin = onSchemas('trim-schemas', 'client-[\\w-]+', (source, path) =>
  plainErrors.test(path) ? dropErrors(source) : source,
);

/** Security Hub's too, as far as our findings go: comes before `trimSchemas`. The sandbox, which holds others', needs all. */
export const trimFindings: Plugin = onSchemas('trim-findings', 'client-securityhub', trimFinding);
