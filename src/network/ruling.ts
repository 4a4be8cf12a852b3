import type { Hop } from '#model/path.ts';
import { unknownReasons } from '#model/words.ts';
import type { Gap, UnknownReason } from './reading.ts';

type Decided = { resource: string | null; detail: string };

/** What one hop does to the packets between some pairs of addresses, and the resource that decides it. */
export type Ruling =
  /** `provided` is the condition on the client under which the hop lets them through. */
  | (Decided & { status: 'pass'; provided: string | null })
  /** `lacks` says what the resource would have to allow; null where the hop itself says it all. */
  | (Decided & { status: 'fail'; lacks: string | null })
  | (Decided & { status: 'unknown'; reason: UnknownReason });

export const pass = (resource: string | null, detail: string, provided: string | null = null): Ruling => ({
  status: 'pass',
  resource,
  detail,
  provided,
});

export const fail = (resource: string | null, detail: string, lacks: string | null = null): Ruling => ({
  status: 'fail',
  resource,
  detail,
  lacks,
});

export const unknown = (resource: string | null, { reason, text }: Gap): Ruling => ({
  status: 'unknown',
  resource,
  detail: text,
  reason,
});

const weight: Record<Hop['status'], number> = { fail: 0, unknown: 1, pass: 2 };

/** The ruling that weighs most: a fail outweighs what is unknown, which outweighs a pass. */
export const heaviest = (rulings: readonly [Ruling, ...Ruling[]]): Ruling =>
  rulings.reduce((heavy, ruling) => (weight[ruling.status] < weight[heavy.status] ? ruling : heavy));

/** What is left of a ruling when it is not even known that its addresses exist: a fail alone. */
export const doubted = (ruling: Ruling, gap: Gap | null): Ruling =>
  gap === null || ruling.status === 'fail' ? ruling : unknown(ruling.resource, gap);

/** One ruling for a packet to one of several possible addresses, nobody knows which: a fail when all of them fail. */
export const whichever = (rulings: readonly Ruling[], gap: Gap): Ruling => {
  const [first] = rulings;
  return first !== undefined && rulings.every(({ status }) => status === 'fail') ? first : unknown(null, gap);
};

/** Of several reasons for not knowing the one to tell: what a read would settle comes first. */
export const foremostReason = (reasons: ReadonlySet<UnknownReason>): UnknownReason | null =>
  unknownReasons.find((reason) => reasons.has(reason)) ?? null;
