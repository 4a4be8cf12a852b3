import { printable } from '#model/printable.ts';

/** More than a spreadsheet's cell holds (Excel's ends at 32,767) is cut. */
const longestCell = 32_000;

/**
 * What makes a spreadsheet take a cell for a formula, as such and in its wider and smaller forms, which some import
 * filters turn into the plain ones (OWASP, CSV Injection).
 */
const formulaStart = '=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20\\uFE66\\uFE62\\uFE63\\uFE6B\\u2212|%';

/**
 * At the start of the cell, white space or quotes before it or not; and after what another separator than ours would
 * take for the start of a next one.
 */
const startsFormula = new RegExp(`(?=[${formulaStart}])(?<=(?:^|[,;|])[\\s"']*)`, 'gu');

/** A text as a cell that no spreadsheet runs: one line, an apostrophe before what would start a formula. */
export const toCell = (text: string | null): string =>
  printable(text ?? '')
    .slice(0, longestCell)
    .replaceAll(startsFormula, "'");
