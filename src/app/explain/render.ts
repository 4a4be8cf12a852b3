import type { Explanation } from '#model/explanation.ts';
import { renderExplainText } from '#report/explain-text.ts';
import { renderJson } from '#report/json.ts';
import type { RenderOptions } from '../render.ts';

/** A renderer is a pure function of the explanation, by the name that `explain --format` takes. */
export const explainRenderers = {
  text: renderExplainText,
  json: renderJson,
} satisfies Record<string, (explanation: Explanation, options: RenderOptions) => string>;

export type ExplainFormat = keyof typeof explainRenderers;
export const explainFormats = Object.keys(explainRenderers) as ExplainFormat[];
