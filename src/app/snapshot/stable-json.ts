import { compareText } from '#model/scope.ts';

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareText(a, b)))
    : value;

/** Indented JSON whose keys are in code-unit order at every level, so that equal values are equal files. */
export const toStableJson = (value: unknown): string => `${JSON.stringify(value, sortKeys, 2)}\n`;
