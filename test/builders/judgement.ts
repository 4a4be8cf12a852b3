import { operations } from '#model/inventory.ts';
import type { Opinion, Rule, Subject, TaggedResource } from '#rules/rule.ts';
import { oregon } from './network.ts';

/** A rule of medium severity that reads endpoints, and finds nothing of itself. */
export const ruleOf = (fields: Partial<Rule> = {}): Rule => ({
  id: 'some-rule',
  formerIds: [],
  title: 'A title',
  severity: 'medium',
  isOnByDefault: true,
  reads: [operations.VpcEndpoints],
  when: 'When it does.',
  why: 'Because.',
  howToFix: 'Mend it.',
  evaluate: () => [],
  ...fields,
});

export const taggedResource = (
  tags: Record<string, string>,
  fields: Partial<TaggedResource> = {},
): TaggedResource => ({
  id: 'vpce-1',
  accountId: oregon.accountId,
  tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  ...fields,
});

/** Oregon's endpoint vpce-1 in vpc-oregon. */
export const subjectOf = (fields: Partial<Subject> = {}): Subject => ({
  owner: oregon,
  isOwnerSure: true,
  subject: { type: 'Other', id: 'vpce-1', arn: 'arn:aws:ec2:us-west-2:222222222222:vpc-endpoint/vpce-1' },
  pathIds: ['vpc-oregon/-/vpce-1'],
  dependsOn: { scopes: [oregon], parts: [{ ...oregon, operation: operations.VpcEndpoints, id: 'vpce-1' }] },
  resources: [taggedResource({}), taggedResource({}, { id: 'vpc-oregon' })],
  ...fields,
});

export const opinionOf = (fields: Partial<Opinion> = {}): Opinion => ({
  status: 'failed',
  title: 'It is broken',
  evidence: 'Seen so.',
  ...fields,
});
