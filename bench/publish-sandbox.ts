// Security Hub with all that a layout holds, under AWS's rates, in a process of its own.
import { createSandbox } from '#sandbox/sandbox.ts';
import { merged } from '#sandbox/services/security-hub/merge.ts';
import { toAsff } from '#securityhub/asff.ts';
import { accountsOf, findingsOf, type Layout, nights, placeOf, scopesOf } from './publish-layout.ts';
import { serveCounted } from './serve-counted.ts';

const layout = JSON.parse(process.argv[2] ?? '') as Layout;
const [observedAt] = nights;
const findings = findingsOf(layout).held.map((finding) => {
  const place = placeOf(layout, finding);
  const context = {
    partition: 'aws',
    place,
    observedAt,
    createdAt: observedAt,
    recordState: 'ACTIVE',
  } as const;
  return merged(undefined, toAsff(finding, context), place.region);
});
await serveCounted(
  createSandbox({
    snapshot: {
      organization: {
        schemaVersion: 1,
        Accounts: accountsOf(layout).map((Id) => ({ Id, State: 'ACTIVE' })),
      },
      inventories: scopesOf(layout).map((scope) => ({ scope, inventory: {} })),
    },
    findings,
    limits: true,
    latencyMs: layout.latencyMs,
  }),
);
