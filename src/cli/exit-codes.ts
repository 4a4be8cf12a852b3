import type { ScanResult } from '#model/result.ts';

/** The exit codes of the contract. 70 is EX_SOFTWARE of sysexits.h. */
export const exitCodes = {
  done: 0,
  findings: 1,
  usage: 2,
  incomplete: 3,
  credentials: 4,
  publishing: 5,
  internal: 70,
  interrupted: 130,
} as const;

/** A scan's exit code: a failed publication first, then what was not read (which outranks findings). */
export const toExitCode = (
  { exitReasons }: Pick<ScanResult, 'exitReasons'>,
  { allowIncomplete }: { allowIncomplete: boolean },
): number => {
  if (exitReasons.includes('publishing-failed')) return exitCodes.publishing;
  if (exitReasons.includes('coverage-incomplete') && !allowIncomplete) return exitCodes.incomplete;
  return exitReasons.includes('findings') ? exitCodes.findings : exitCodes.done;
};
