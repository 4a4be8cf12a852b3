import type { FaultPlan } from '#sandbox/faults/plan.ts';

/** What goes wrong in a usual week: a call of a hundred or so, most of which a second try mends, each in its own way. */
export const lightFaults = (seed: number): FaultPlan => ({
  seed,
  rules: [
    { fault: 'throttling', rate: 0.002 },
    { fault: 'connection-reset', rate: 0.002 },
    { fault: 'internal-error', rate: 0.002 },
    { fault: 'unavailable', rate: 0.002 },
    { fault: 'truncated-body', rate: 0.001 },
    { fault: 'malformed-body', rate: 0.001 },
    { fault: 'access-denied', operation: 'ec2:*', rate: 0.001 },
    { fault: 'failed-findings', operation: 'securityhub:BatchImportFindings', rate: 0.02 },
  ],
});
