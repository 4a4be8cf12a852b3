import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingId, generatorId, ruleOf } from '#model/finding-id.ts';

const key = { partition: 'aws', accountId: '111122223333', region: 'us-west-2', rule: 'connection-path' };

describe('findingId', () => {
  it('is made of partition, account, Region, rule and subject', () => {
    expect(findingId({ ...key, subjectId: 'vpc-1/pcx-1/vpce-1' })).toBe(
      'vpc-path-auditor/aws/111122223333/us-west-2/connection-path/vpc-1/pcx-1/vpce-1',
    );
  });

  it.each([
    ['long', 'v'.repeat(1000), 'v'.repeat(999)],
    ['outside ASCII', 'größe', 'gröbe'],
    ['with blanks', 'a b', 'a_b'],
  ])('keeps subjects apart when they are %s', (_, one, other) => {
    const ids = [one, other].map((subjectId) => findingId({ ...key, subjectId }));
    expect(ids[0]).not.toBe(ids[1]);
    expect(ids[0]).toMatch(/^[\x21-\x7e]{1,512}$/);
  });

  it('fits whatever the subject, and tells subjects apart', () => {
    const subject = fc.string({ unit: 'binary', maxLength: 1200 });
    fc.assert(
      fc.property(subject, subject, (a, b) => {
        const [one, other] = [a, b].map((subjectId) => findingId({ ...key, subjectId }));
        expect(one).toMatch(/^vpc-path-auditor\/[\x21-\x7e]{1,495}$/);
        expect(one === other).toBe(a === b);
      }),
    );
  });
});

it.each([
  [generatorId('connection-path'), 'connection-path'],
  ['vpc-path-auditor/', null],
  ['vpc-path-auditor', null],
  ['someone-else/connection-path', null],
  ['', null],
])('the rule of generator %j is %j', (generator, rule) => expect(ruleOf(generator)).toBe(rule));
