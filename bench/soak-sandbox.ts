// The demo's organization, in which things change and calls fail as the parent says, in a process of its own.
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { apply, type Change, withoutPeering, withoutRoutes } from '#cli/demo/changes.ts';
import { organizationDir } from '#cli/demo/files.ts';
import { createSandbox } from '#sandbox/sandbox.ts';
import { serveCounted } from './serve-counted.ts';
import type { SoakHeld, SoakMessage } from './soak.ts';
import { lightFaults } from './soak-faults.ts';

const peering = 'pcx-0bc40578df0564d85';
const changes: Record<Extract<SoakMessage, object>['network'], Change> = {
  whole: (inventory) => inventory,
  broken: withoutRoutes('vpc-03f720224cfacb1ea', peering),
  unpeered: withoutPeering(peering),
};

const snapshot = await readSnapshot(organizationDir);
const sandbox = createSandbox({ snapshot });

/** Everything that is active, as far as nights have to agree on it. */
const held = (): SoakHeld => ({
  findings: sandbox
    .findings()
    .filter(({ RecordState }) => RecordState === 'ACTIVE')
    .map(({ Id, AwsAccountId, Region, Compliance, ProductFields = {} }) => {
      const hash = Object.entries(ProductFields).find(([name]) => name.endsWith('ContentHash'));
      return [AwsAccountId, Region, Id, Compliance?.Status, hash?.[1]].join(' ');
    })
    .toSorted(),
  faults: sandbox.injected().length,
});

process.on('message', (message: SoakMessage | 'figures') => {
  if (message === 'figures') return;
  if (message === 'held') {
    process.send?.(held());
    return;
  }
  apply(sandbox, snapshot, changes[message.network]);
  if (message.faultSeed !== undefined) {
    sandbox.replaceFaults(message.faultSeed === null ? null : lightFaults(message.faultSeed));
  }
  process.send?.('done');
});
await serveCounted(sandbox);
