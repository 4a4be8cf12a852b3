import { expect, it } from 'vitest';
import { readSnapshot } from '#app/snapshot/read-snapshot.ts';
import { organizationDir } from '#cli/commands/demo.ts';
import { collectorOf } from '#test/builders/collector.ts';

/* The SDK reads an empty 200 without an error: no read may take it for an answer. */

const snapshot = await readSnapshot(organizationDir);
const tokyo = { accountId: '222222222222', region: 'ap-northeast-1' };

const healthy = collectorOf(snapshot);
await healthy.collect(tokyo);
const asked = Object.keys(healthy.sandbox.calls()).filter((action) => !action.startsWith('sts:'));

it('asks for enough to tell', () => expect(asked.length).toBeGreaterThan(15));

it.each(asked)('%s', async (operation) => {
  const { sandbox, collect } = collectorOf(snapshot);
  sandbox.replaceFaults({ seed: 1, rules: [{ fault: 'empty-body', operation }] });
  const { Coverage = {} } = await collect(tokyo);
  const name = operation.replace(/^.*:/, '');
  expect(Coverage[name]).toMatchObject({ complete: false, cause: 'malformed-response' });
});
