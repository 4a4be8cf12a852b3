import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // More than there are cores: much of a test is waiting, for a socket or for AWS's rates.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    setupFiles: ['test/setup.ts'],
    // The tests of the terminal start real processes, on machines that may be busy.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Nothing a developer has in the environment may reach a test.
    env: {
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_REGION: 'us-east-1',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  },
});
