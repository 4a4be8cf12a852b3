import { describe, expect, it } from 'vitest';
import { reads } from '#collect/reads.ts';
import { operations } from '#model/inventory.ts';

describe('reads', () => {
  it('fill every key of an inventory, once', () => {
    expect(reads.map(({ key }) => key).toSorted()).toEqual(Object.keys(operations).toSorted());
  });

  it.each(reads.map((read, index) => [read.key, read, index] as const))(
    '%s comes after what it needs',
    (_, read, index) => {
      const before = reads.slice(0, index).map(({ key }) => key);
      expect(before).toEqual(expect.arrayContaining([...read.needs]));
    },
  );

  it.each(reads.map((read) => [read.key, read] as const))('%s names its IAM actions', (key, { actions }) => {
    const [operation] = operations[key].split(':');
    expect(actions.map((action) => action.split(':')[1])).toContain(operation);
    expect(
      actions.every((action) => /^(ec2|route53|route53resolver|route53profiles):[A-Z]\w+$/.test(action)),
    ).toBe(true);
  });
});
