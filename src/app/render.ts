import type { ScanResult } from '#model/result.ts';
import { renderJson } from '#report/json.ts';
import { renderTable } from '#report/table.ts';

/** How wide a terminal is, for the renderers that fit their lines to it. */
export type RenderOptions = { columns: number };

/** A renderer is a pure function of a result. Registered here by the name that `--format` takes. */
export const renderers = {
  table: renderTable,
  json: renderJson,
} satisfies Record<string, (result: ScanResult, options: RenderOptions) => string>;

export type Format = keyof typeof renderers;
export const formats = Object.keys(renderers) as Format[];
