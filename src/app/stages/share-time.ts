import type { TimeLeft } from './time-limit.ts';

/** The time of a run in one process, by stage; the rest is for judging and for telling the result. */
export type StageTimes = { toRead: TimeLeft; toPublish: TimeLeft };

/** Of the time at the start: reading ends when this much is left, publishing when that much is. */
const afterReading = 0.4;
const afterPublishing = 0.1;

/** Shares what Lambda leaves from now on, in milliseconds: what was read in time is judged and published in time. */
export const shareTime = (remainingMs: TimeLeft): StageTimes => {
  const whole = remainingMs();
  return {
    toRead: () => remainingMs() - whole * afterReading,
    toPublish: () => remainingMs() - whole * afterPublishing,
  };
};
