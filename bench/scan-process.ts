// One scan of the organization behind AWS_ENDPOINT_URL, in a process of its own; so many requests at a time.
import { connect } from '#app/connect.ts';
import { scan } from '#app/scan.ts';
import { configSchema } from '#model/config.ts';
import type { Scanned } from './scan-run.ts';

const { callsAtOnce } = JSON.parse(process.argv[2] ?? '') as { callsAtOnce: number };
const config = configSchema.parse({});
// A scan loads it once all is read; loading is what `start` measures.
await import('#app/stages/judge.ts');
const startedAt = performance.now();
const before = process.cpuUsage();
const idleBefore = performance.eventLoopUtilization();
const connection = await connect({
  roles: { read: 'auditor', publish: 'auditor' },
  externalId: null,
  scope: config.scope,
  units: [],
  callsAtOnce,
});
const result = await scan({
  source: connection.source,
  config,
  selection: { accounts: null, regions: null },
  stores: null,
  failOn: null,
  clock: () => new Date(),
  onProgress: () => {},
});
const wallMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(before);
const { utilization } = performance.eventLoopUtilization(idleBefore);
globalThis.gc?.();
const figure: Scanned = {
  wallMs,
  cpuMs: (user + system) / 1000,
  busy: utilization,
  calls: connection.apiCalls(),
  throttled: connection.throttledCalls(),
  isComplete: result.coverage.complete,
  scopes: result.coverage.scopes.length,
  paths: result.paths.length,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
  // What lives while the result does.
  heapMegabytes: process.memoryUsage().heapUsed / 2 ** 20,
};
connection.close();
process.send?.(figure, () => process.disconnect());
