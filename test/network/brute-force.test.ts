import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryTopology } from './arbitrary/topology.ts';
import { addressesIn } from './brute-force/bits.ts';
import { bruteForce } from './brute-force/brute-force.ts';
import { judgeTopology } from './judge-topology.ts';

const port = fc.oneof(
  { weight: 9, arbitrary: fc.constant(443) },
  { weight: 1, arbitrary: fc.constant(null) },
);

describe('verdicts by sets equal verdicts by trying every pair of addresses', () => {
  it.each(['ipv4', 'ipv6'] as const)('%s', { timeout: 120_000 }, (family) => {
    fc.assert(
      fc.property(arbitraryTopology(family), port, (topology, asked) => {
        const judged = judgeTopology(topology, asked);
        const told = {
          verdict: judged.verdict,
          unknownReason: judged.unknownReason,
          provided: judged.provided,
          firstFailedHop: judged.firstFailedHop,
          subnets: judged.subnets.map(({ subnetId, open, stoppedBy }) => ({
            subnetId,
            open: open.flatMap(addressesIn),
            stoppedBy,
          })),
        };
        expect(told).toEqual(bruteForce(topology, asked));
      }),
      { numRuns: 1500 },
    );
  });
});
