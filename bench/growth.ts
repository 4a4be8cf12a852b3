import { hundredths } from './figures.ts';

/** A size among others, each twice the one before. */
export type GrowthFigure = {
  cpuSeconds: number;
  /** By the size before, which is half. */
  timesThePrevious: number | null;
  /** The exponent of growth from there: 1 is linear. */
  exponent: number | null;
  /** The most memory the process ever had, of 1,000,000 bytes. */
  peakMegabytes: number;
};

/** How measured sizes grow. */
export const growthOf = (measured: readonly { seconds: number; peakMegabytes: number }[]): GrowthFigure[] =>
  measured.map(({ seconds, peakMegabytes }, index) => {
    const before = measured[index - 1];
    const times = before === undefined ? null : seconds / before.seconds;
    return {
      cpuSeconds: hundredths(seconds),
      timesThePrevious: times === null ? null : hundredths(times),
      exponent: times === null ? null : hundredths(Math.log2(times)),
      peakMegabytes,
    };
  });
