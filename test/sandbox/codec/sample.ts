import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef } from '@smithy/types';

/** Text that XML, JSON and a query string each have to escape. */
const awkward = ` <a&b>"c"='d' é\u{1F600}%2F `;

/** A value with every member of a schema set. A structure inside itself is left out the second time. */
export const sampleOf = (ref: $SchemaRef, within: readonly string[] = []): unknown => {
  const schema = NormalizedSchema.of(ref);
  if (schema.isUnitSchema()) return {};
  if (schema.isStructSchema()) {
    const name = schema.getName(true) ?? '';
    if (within.includes(name)) return undefined;
    const members = [...schema.structIterator()].flatMap(([member, memberSchema]) => {
      const value = sampleOf(memberSchema, [...within, name]);
      return value === undefined ? [] : [[member, value] as const];
    });
    return Object.fromEntries(schema.isUnionSchema() ? members.slice(0, 1) : members);
  }
  if (schema.isListSchema()) {
    const item = sampleOf(schema.getValueSchema(), within);
    return item === undefined ? undefined : [item, item];
  }
  if (schema.isMapSchema()) {
    const item = sampleOf(schema.getValueSchema(), within);
    return item === undefined ? undefined : { 'first.key': item, second: item };
  }
  if (schema.isStringSchema()) return awkward.trim();
  if (schema.isBooleanSchema()) return true;
  if (schema.isNumericSchema()) return 40;
  if (schema.isTimestampSchema()) return new Date('2026-11-20T10:11:12Z');
  if (schema.isBlobSchema()) return new Uint8Array([0, 1, 254, 255]);
  return { any: ['document', 1, true] };
};

/** A structure whose lists, maps and structures are there but empty, and nothing else. */
export const emptySampleOf = (ref: $SchemaRef): Record<string, unknown> => {
  const schema = NormalizedSchema.of(ref);
  if (schema.isUnitSchema()) return {};
  const members = [...schema.structIterator()].flatMap(([name, memberSchema]): [string, unknown][] => {
    if (memberSchema.isListSchema()) return [[name, []]];
    const isPlainStruct = memberSchema.isStructSchema() && !memberSchema.isUnionSchema();
    return memberSchema.isMapSchema() || isPlainStruct ? [[name, {}]] : [];
  });
  return Object.fromEntries(members);
};
