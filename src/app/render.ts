import type { ScanResult } from '#model/result.ts';
import { toChanges } from '#report/changes.ts';
import { renderChanges } from '#report/changes-text.ts';
import { renderJsonPieces } from '#report/json.ts';
import type { Look } from '#report/look.ts';
import { renderTable } from '#report/table.ts';

/** How a text may look where it is shown, and an earlier result to tell what changed since. */
export type RenderOptions = Look & { earlier?: ScanResult | null };

/** Whole, or in pieces: a result may be longer than one string can be. */
export type Text = string | Iterable<string>;

const renderTableSince = (result: ScanResult, { earlier = null, ...look }: RenderOptions): string =>
  earlier === null
    ? renderTable(result, look)
    : `${renderTable(result, look)}\n${renderChanges(toChanges(earlier, result), look)}`;

type Renderer = (result: ScanResult, options: RenderOptions) => Text | Promise<Text>;

const renderHtml: Renderer = async (result, { earlier = null }) => {
  const [{ renderHtml: render }, { toReportData }] = await Promise.all([
    import('#report/html/render-html.ts'),
    import('#report/report-data.ts'),
  ]);
  return render(toReportData(result, earlier));
};

const renderMarkdown: Renderer = async (result, { earlier = null }) => {
  const [{ renderMarkdown: render }, { toReportData }] = await Promise.all([
    import('#report/markdown.ts'),
    import('#report/report-data.ts'),
  ]);
  return render(toReportData(result, earlier));
};

/**
 * A renderer is a pure function of a result. Registered here by the name that `--format` takes; those that a scan may
 * well do without are loaded when they are asked for.
 */
export const renderers = {
  table: renderTableSince,
  json: renderJsonPieces,
  markdown: renderMarkdown,
  html: renderHtml,
  asff: async (result) => (await import('./render-asff.ts')).renderAsff(result),
  csv: async (result) => (await import('#report/csv.ts')).renderCsv(result),
} satisfies Record<string, Renderer>;

export type Format = keyof typeof renderers;
export const formats = Object.keys(renderers) as Format[];

/** Those that tell what changed since an earlier result; the others are of one result. */
export const sinceFormats = ['table', 'html', 'markdown'] as const satisfies readonly Format[];

/** What `report` makes of a result that is there already. */
export const reportFormats = ['html', 'markdown', 'csv', 'asff'] as const satisfies readonly Format[];
