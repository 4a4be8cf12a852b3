import type { NormalizedSchema } from '@smithy/core/schema';
import type { Members, WireRequest } from '../wire.ts';
import type { Member } from './schema.ts';
import { membersOf } from './schema.ts';

/** How a protocol names members and numbers list items: `Filter.1.Value.1` (EC2), `PolicyArns.member.1.arn` (query). */
export type Naming = { nameOf: (member: Member) => string; flatLists: boolean };

type Tree = { text?: string; children: Map<string, Tree> };

/** The form of a POST as flat names and values, without the two that name the operation. */
const formOf = (request: WireRequest): [string, string][] =>
  [...new URLSearchParams(Buffer.from(request.body).toString())].filter(
    ([name]) => name !== 'Action' && name !== 'Version',
  );

const treeOf = (form: readonly [string, string][]): Tree => {
  const root: Tree = { children: new Map() };
  for (const [name, text] of form) {
    let node = root;
    for (const part of name.split('.')) {
      const child = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, child);
      node = child;
    }
    node.text = text;
  }
  return root;
};

const listItems = (schema: NormalizedSchema, tree: Tree, naming: Naming): Tree[] => {
  const itemName = schema.getValueSchema().getMergedTraits().xmlName ?? 'member';
  const numbered =
    naming.flatLists || schema.getMergedTraits().xmlFlattened ? tree : tree.children.get(itemName);
  return [...(numbered?.children ?? [])]
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item);
};

/** Text in the place of a structure or list, and parts in the place of text, are kept as such, to be refused. */
const plainFrom = (schema: NormalizedSchema, tree: Tree, naming: Naming): unknown => {
  const isSimple = !(schema.isUnitSchema() || schema.isStructSchema() || schema.isListSchema());
  if (isSimple) return tree.children.size === 0 ? tree.text : {};
  if (tree.text !== undefined && tree.text !== '') return tree.text;
  if (schema.isListSchema()) {
    return listItems(schema, tree, naming).map((item) => plainFrom(schema.getValueSchema(), item, naming));
  }
  const names = new Map(membersOf(schema).map((member) => [naming.nameOf(member), member]));
  return Object.fromEntries(
    [...tree.children].map(([name, child]) => {
      const member = names.get(name);
      return member === undefined
        ? [name, child.text]
        : [member.name, plainFrom(member.schema, child, naming)];
    }),
  );
};

/** The parameters of a query request under the member names of the operation's input; the unknown keep theirs. */
export const plainParameters = (schema: NormalizedSchema, request: WireRequest, naming: Naming): Members =>
  plainFrom(schema, treeOf(formOf(request)), naming) as Members;
