import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '#model/finding.ts';
import { readDependsOn, writeDependsOn } from '#securityhub/depends-on.ts';
import { aFinding, oddFindings, oregon, tokyo } from '#test/builders/findings.ts';

const { dependsOn } = aFinding();

const manyScopes = (count: number): Evidence => ({
  scopes: Array.from({ length: count }, (_, index) => ({
    accountId: String(100_000_000_000 + index),
    region: 'us-west-2',
  })),
  parts: [],
});

describe('what a finding depends on', () => {
  it('is kept as readable JSON', () => {
    expect(writeDependsOn({ scopes: [oregon, tokyo], parts: [] })).toEqual({
      'vpc-path-auditor/DependsOn/Pieces': '1',
      'vpc-path-auditor/DependsOn/1':
        '{"scopes":[["111122223333","ap-northeast-1"],["444455556666","us-west-2"]],"parts":[]}',
    });
  });

  it.each([1, 100, 2200])('is read back from as many fields as %i scopes take', (count) => {
    const evidence = manyScopes(count);
    const fields = writeDependsOn(evidence);
    expect(Object.values(fields).every((value) => value.length <= 2048)).toBe(true);
    expect(Object.keys(fields).length).toBeLessThanOrEqual(36);
    expect(readDependsOn(fields)).toEqual(evidence);
  });

  it('is not kept in part', () => expect(writeDependsOn(manyScopes(10_000))).toEqual({}));

  it('survives any text, in any order', () => {
    fc.assert(
      fc.property(oddFindings, ({ dependsOn }) => {
        const fields = writeDependsOn(dependsOn);
        fc.pre(Object.keys(fields).length > 0);
        const read = readDependsOn(fields);
        expect(new Set(read?.parts.map((part) => JSON.stringify(Object.values(part))))).toEqual(
          new Set(dependsOn.parts.map((part) => JSON.stringify(Object.values(part)))),
        );
        expect(read?.scopes).toEqual(dependsOn.scopes);
        const reversed = { scopes: dependsOn.scopes.toReversed(), parts: dependsOn.parts.toReversed() };
        expect(writeDependsOn(reversed)).toEqual(fields);
      }),
    );
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{"scopes":'],
    ['another shape', '{"scopes":[],"parts":[["a"]]}'],
    ['a list', '[]'],
  ])('is unknown when there is %s', (_, text) => {
    const fields = { 'vpc-path-auditor/DependsOn/Pieces': '1', 'vpc-path-auditor/DependsOn/1': text };
    const told = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== null);
    expect(readDependsOn(Object.fromEntries(told))).toBeNull();
  });

  it.each(['-1', '0', '1e9', 'many', ''])('is unknown when the number of pieces is %j', (count) => {
    const fields = { ...writeDependsOn(dependsOn), 'vpc-path-auditor/DependsOn/Pieces': count };
    expect(readDependsOn(fields)).toBeNull();
  });

  it('is unknown without product fields', () => expect(readDependsOn(undefined)).toBeNull());

  it('is unknown when any piece is lost', () => {
    const fields = writeDependsOn(manyScopes(300));
    for (const lost of Object.keys(fields)) {
      const { [lost]: _, ...rest } = fields;
      expect(readDependsOn(rest)).toBeNull();
    }
    expect(readDependsOn(writeDependsOn(dependsOn))).toEqual({
      ...dependsOn,
      parts: dependsOn.parts.toReversed(),
    });
  });
});
