/** What a colour says once more; the words have said it already. */
export type Tone = 'good' | 'bad' | 'doubtful' | 'heading';

/** Colours a text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

/** How a text may look where it is shown. */
export type Look = {
  /** No line is longer. */
  columns: number;
  /** Left out: no colours. */
  paint?: Paint;
  /** Left out: ASCII alone, but for what AWS or a person named otherwise. */
  isUnicode?: boolean;
};

export const unpainted: Paint = (_, text) => text;
