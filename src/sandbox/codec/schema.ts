import { NormalizedSchema } from '@smithy/core/schema';
import type {
  $SchemaRef,
  SchemaTraitsObject,
  StaticOperationSchema,
  StaticStructureSchema,
} from '@smithy/types';

/**
 * An operation as the SDK's clients export it (`DescribeVpcEndpoints$`):
 * [9, namespace, name, traits, input, output]. It says how every member is called and placed on the wire.
 */
export type OperationSchema = StaticOperationSchema;

export const operationName = (operation: OperationSchema): string => operation[2];
export const inputOf = (operation: OperationSchema): NormalizedSchema => NormalizedSchema.of(operation[4]);
export const outputOf = (operation: OperationSchema): NormalizedSchema => NormalizedSchema.of(operation[5]);

/** Method, path template and success status of a REST operation; null for the others. */
export const httpTrait = (operation: OperationSchema): [string, string, number] | null => {
  const traits = operation[3];
  return typeof traits === 'object' ? (traits.http ?? null) : null;
};

export type Member = { name: string; schema: NormalizedSchema; traits: SchemaTraitsObject };

/** The members of a structure; none for an operation that takes or answers nothing. */
export const membersOf = (schema: NormalizedSchema): Member[] =>
  schema.isUnitSchema()
    ? []
    : [...schema.structIterator()].map(([name, member]) => ({
        name,
        schema: NormalizedSchema.of(member),
        traits: member.getMergedTraits(),
      }));

/** The members a caller must send: the SDK lists them first and counts them. */
export const requiredMembers = (schema: NormalizedSchema): string[] => {
  const source = schema.getSchema();
  return Array.isArray(source) && source[0] === 3 ? source[4].slice(0, source[6] ?? 0) : [];
};

/** A structure made of other structures' members: an envelope, or the part of a message that is its body. */
export const structureOf = (
  name: string,
  members: readonly (readonly [string, $SchemaRef])[],
): StaticStructureSchema => [
  3,
  'sandbox',
  name,
  0,
  members.map(([member]) => member),
  members.map(([, schema]) => schema),
];
