// The organization of one size, served in a process of its own until its parent has gone.
import { createSandbox } from '#sandbox/sandbox.ts';
import { generateOrganization, type OrganizationSize } from './scan-organization.ts';
import { serveCounted } from './serve-counted.ts';

const [size = ''] = process.argv.slice(2);
const { latencyMs, ...organization } = JSON.parse(size) as OrganizationSize & { latencyMs: number };
await serveCounted(createSandbox({ snapshot: generateOrganization(organization), latencyMs, limits: true }));
