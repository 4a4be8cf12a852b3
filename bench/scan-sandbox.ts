// The organization of one size, served in a process of its own until its parent has gone.
import { createSandbox } from '#sandbox/sandbox.ts';
import { serveSandbox } from '#sandbox/server.ts';
import { generateOrganization } from './scan-organization.ts';

const [accounts = 0, every = 0, latencyMs = 0] = process.argv.slice(2).map(Number);
const sandbox = createSandbox({ snapshot: generateOrganization(accounts, every), latencyMs });
const server = await serveSandbox(sandbox);
const before = process.cpuUsage();
process.once('disconnect', () => process.exit());
process.on('message', () => {
  const { user, system } = process.cpuUsage(before);
  process.send?.({ callsByAction: sandbox.calls(), sandboxCpuMs: (user + system) / 1000 });
});
process.send?.(server.url);
