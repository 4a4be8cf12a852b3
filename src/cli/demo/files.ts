import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/**
 * Where a file of this package is, as the `imports` of its manifest say: in the repository as it is written, in what is
 * published as it is built.
 */
const locate = createRequire(import.meta.url).resolve;

/** The organization that the demo serves, and the tests use; a snapshot like any other. */
export const organizationDir = dirname(locate('#sandbox/organization/organization.json'));

/** The configuration of that organization's audit: what it expects, trusts and allows. */
export const demoConfigFile = locate('#cli/demo/vpc-path-auditor.json');

/** The nightly handler, and the process that runs it once. */
export const auditHandlerFile = locate('#handlers/audit.ts');
export const lambdaRuntimeFile = locate('#cli/demo/lambda-runtime.ts');
