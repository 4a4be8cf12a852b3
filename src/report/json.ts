import type { ScanResult } from '#model/result.ts';

/** The published contract, as JSON with a final newline. */
export const renderJson = (result: ScanResult): string => `${JSON.stringify(result, null, 2)}\n`;
