import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef } from '@smithy/types';
import { isMembers } from '../wire.ts';

/** `unknown` and `malformed` hold the paths of members, e.g. `Filters.0.Values`. */
export type Fitted = { value: unknown; unknown: string[]; malformed: string[] };

const numberFrom = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

const booleanFrom = (value: unknown): boolean | undefined => {
  const text = String(value).toLowerCase();
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
};

/** Dates come as ISO text in snapshots, as seconds since 1970 in JSON requests. */
const dateFrom = (value: unknown): Date | undefined => {
  const seconds = typeof value === 'number' ? value : undefined;
  const date =
    seconds === undefined
      ? new Date(value instanceof Date ? value : String(value))
      : new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date;
};

const blobFrom = (value: unknown): Uint8Array | undefined => {
  if (value instanceof Uint8Array) return value;
  return typeof value === 'string' ? Uint8Array.from(Buffer.from(value, 'base64')) : undefined;
};

const simpleFrom = (schema: NormalizedSchema, value: unknown): unknown => {
  if (schema.isStringSchema()) return typeof value === 'string' ? value : undefined;
  if (schema.isNumericSchema()) return numberFrom(value);
  if (schema.isBooleanSchema()) return booleanFrom(value);
  if (schema.isTimestampSchema()) return dateFrom(value);
  return schema.isBlobSchema() ? blobFrom(value) : value;
};

const isNothing = (value: unknown): boolean => value === undefined || value === null;

/**
 * Plain data made to fit a schema: text becomes numbers, booleans and dates where the schema says so, and what
 * has no place in it is told apart, so that the caller may refuse it (a request) or leave it out (a snapshot,
 * which keeps fields the SDK does not know).
 */
export const fit = (schemaRef: $SchemaRef, value: unknown): Fitted => {
  const unknown: string[] = [];
  const malformed: string[] = [];

  const struct = (schema: NormalizedSchema, value: unknown, path: string): unknown => {
    if (!isMembers(value)) return undefined;
    const schemas = new Map(schema.isUnitSchema() ? [] : schema.structIterator());
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) => {
        const memberSchema = schemas.get(name);
        if (memberSchema === undefined) unknown.push(path + name);
        if (memberSchema === undefined || isNothing(member)) return [];
        return [[name, walk(NormalizedSchema.of(memberSchema), member, path + name)]];
      }),
    );
  };

  const convert = (schema: NormalizedSchema, value: unknown, path: string): unknown => {
    if (schema.isUnitSchema() || schema.isStructSchema()) return struct(schema, value, path);
    if (schema.isListSchema()) {
      if (!Array.isArray(value)) return undefined;
      return value.map((item, index) => walk(schema.getValueSchema(), item, `${path}${index}`));
    }
    if (schema.isMapSchema()) {
      if (!isMembers(value)) return undefined;
      const entries = Object.entries(value);
      return Object.fromEntries(
        entries.map(([key, item]) => [key, walk(schema.getValueSchema(), item, path + key)]),
      );
    }
    return simpleFrom(schema, value);
  };

  const walk = (schema: NormalizedSchema, value: unknown, path: string): unknown => {
    const converted = convert(schema, value, path === '' ? '' : `${path}.`);
    if (converted === undefined) malformed.push(path);
    return converted;
  };

  return { value: walk(NormalizedSchema.of(schemaRef), value, ''), unknown, malformed };
};
