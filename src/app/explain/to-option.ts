import type { Answer, Option, OptionKind } from '#model/explanation.ts';
import { placeholdersIn } from './placeholders.ts';

type Told = Partial<Pick<Option, 'path' | 'peeringId' | 'steps'>>;

/** An option, with what its commands leave open. */
export const toOption = (
  kind: OptionKind,
  answer: Answer,
  because: string,
  { path = null, peeringId = path?.peeringId ?? null, steps = [] }: Told = {},
): Option => ({ kind, answer, because, path, peeringId, steps, placeholders: placeholdersIn(steps) });
