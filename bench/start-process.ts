// Imports one bundle in a process that has done nothing else, and tells the CPU time that took, in milliseconds. Told an
// event, it hands it to the bundle's handler, and tells its CPU time once more when it is asked.
import { pathToFileURL } from 'node:url';

const [told = '{}'] = process.argv.slice(2);
const { bundle, event } = JSON.parse(told) as { bundle: string; event: object | null };
const before = process.cpuUsage();
const tell = (whenTold: () => void = () => {}): void => {
  const { user, system } = process.cpuUsage(before);
  process.send?.((user + system) / 1000, whenTold);
};
process.on('message', () => tell(() => process.exit()));

const { handler } = await import(pathToFileURL(bundle).href);
tell(event === null ? () => process.exit() : undefined);
if (event !== null) {
  const context = { functionName: 'vpc-path-auditor', awsRequestId: 'bench', tenantId: undefined };
  await handler(event, { ...context, getRemainingTimeInMillis: () => 900_000 });
}
