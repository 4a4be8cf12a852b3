import * as z from 'zod/mini';
import type { Evidence, SubjectPart } from '#model/finding.ts';
import { compareScopes, compareText } from '#model/scope.ts';
import { limits } from './limits.ts';
import { type ProductFields, productField } from './product-fields.ts';

/** How a finding keeps its evidence: compact, and in one order whatever order it was given in. */
const storedEvidence = z.strictObject({
  scopes: z.array(z.tuple([z.string(), z.string()])),
  parts: z.array(z.tuple([z.string(), z.string(), z.string(), z.string()])),
});

/** Fifteen product fields are left to everything else, Security Hub's own among them. */
const maxPieces = limits.productFields - 15;
const countName = productField('DependsOn/Pieces');
const pieceName = (index: number): string => productField(`DependsOn/${index + 1}`);

const compareParts = (a: SubjectPart, b: SubjectPart): number =>
  compareScopes(a, b) || compareText(a.operation, b.operation) || compareText(a.id, b.id);

/** ASCII alone, so that a piece may end anywhere. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[^\x21-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const toStored = ({ scopes, parts }: Evidence): z.infer<typeof storedEvidence> => ({
  scopes: scopes.toSorted(compareScopes).map(({ accountId, region }) => [accountId, region]),
  parts: parts
    .toSorted(compareParts)
    .map(({ accountId, region, operation, id }) => [accountId, region, operation, id]),
});

/**
 * The product fields that keep what a finding depends on: `vpc-path-auditor/DependsOn/1`, `/2` and so on, the
 * pieces of one JSON text, and their number, since two pieces may well join without the one between them. Evidence too long for all of them (some 2,200 scopes) is not kept at all: such a
 * finding is then never archived for want of evidence, rather than archived on part of it.
 */
export const writeDependsOn = (evidence: Evidence): ProductFields => {
  const text = asciiJson(toStored(evidence));
  const pieces = Array.from({ length: Math.ceil(text.length / limits.productFieldValue) }, (_, index) =>
    text.slice(index * limits.productFieldValue, (index + 1) * limits.productFieldValue),
  );
  if (pieces.length > maxPieces) return {};
  const named = pieces.map((piece, index) => [pieceName(index), piece] as const);
  return Object.fromEntries([[countName, String(pieces.length)], ...named]);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** What a held finding depends on; null when that is missing or damaged, which proves nothing. */
export const readDependsOn = (fields: ProductFields | undefined): Evidence | null => {
  const count = Number(fields?.[countName]);
  if (!(count <= maxPieces)) return null;
  const pieces = Array.from({ length: count }, (_, index) => fields?.[pieceName(index)]);
  if (pieces.includes(undefined)) return null;
  const { success, data } = storedEvidence.safeParse(parseJson(pieces.join('')));
  if (!success) return null;
  return {
    scopes: data.scopes.map(([accountId, region]) => ({ accountId, region })),
    parts: data.parts.map(([accountId, region, operation, id]) => ({ accountId, region, operation, id })),
  };
};
