import { isDeepStrictEqual } from 'node:util';
import type { Injected } from '#sandbox/faults/injector.ts';
import type { FaultPlan } from '#sandbox/faults/plan.ts';
import { complaintsAboutCauses } from './causes.ts';
import { complaintsAboutConvergence, complaintsAboutFindings } from './findings.ts';
import {
  firstNight,
  healthyNights,
  type Mode,
  type Night,
  nightAfter,
  nightOf,
  sandboxOf,
} from './nights.ts';
import { complaintsAboutReads } from './reads.ts';
import { complaintsAboutSecrets } from './secrets.ts';

/** A healthy night in one world, then a night in another in which calls fail as planned, then a healthy one. */
export type Trial = { from: string; to: string; mode: Mode; plan: FaultPlan };

/** What a trial is judged by. */
export type Outcome = {
  /** What was held before the night. */
  before: Night['held'];
  faulty: Night;
  /** The same night, had nothing failed. */
  healthy: Night;
  injected: readonly Injected[];
};

/** Far more than it takes, on a machine that is far too busy. */
const secondsPerNight = 120;

const timeLimit = (): Promise<never> =>
  new Promise((_, reject) => {
    const late = () => reject(new Error(`the night took more than ${secondsPerNight} seconds`));
    setTimeout(late, secondsPerNight * 1000).unref();
  });

/** Whoever cannot tell who they are changes nothing; nobody else is excused. */
const complaintsAboutStart = ({ before, faulty, injected }: Outcome): string[] => {
  if (faulty.result !== null) return [];
  const isExcused = injected.some(({ action }) => action === 'sts:GetCallerIdentity');
  return [
    ...(isExcused ? [] : ['the run gave up, though it could tell who it is']),
    ...(isDeepStrictEqual(before, faulty.held) ? [] : ['the run gave up and yet changed findings']),
  ];
};

/** What came of a trial, and everything wrong with it: nothing, it is hoped. */
export type Verdict = Outcome & { complaints: string[] };

export const run = async ({ from, to, mode, plan }: Trial): Promise<Verdict> => {
  const first = await firstNight(from, mode);
  const sandbox = sandboxOf(to, first);
  sandbox.replaceFaults(plan);
  const [{ second: healthy, third }, faulty] = await Promise.all([
    healthyNights(from, to, mode),
    Promise.race([nightOf(sandbox, mode, 2), timeLimit()]),
  ]);
  const outcome: Outcome = { before: first.held, faulty, healthy, injected: sandbox.injected() };
  const next = await nightAfter(to, mode, faulty);
  const complaints = [
    ...complaintsAboutStart(outcome),
    ...complaintsAboutReads(outcome),
    ...complaintsAboutCauses(outcome),
    ...complaintsAboutFindings(outcome),
    ...complaintsAboutConvergence(outcome, { next, third }),
    ...complaintsAboutSecrets(faulty.said, sandbox.secrets()),
  ];
  return { ...outcome, complaints };
};
