import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PublishedFinding } from '#model/finding.ts';
import { type Filter, holdsWords, isFindingWanted, isPathWanted } from '#report/page/filter.ts';
import { aConnectionPath } from '#test/builders/connection-path.ts';
import { aFinding } from '#test/builders/findings.ts';

const path = aConnectionPath({
  class: 'peering-routed-bedrock',
  verdict: 'blocked',
  consumer: { accountId: '111111111111', region: 'ap-northeast-1' },
  endpoint: { accountId: '222222222222', region: 'us-west-2' },
  service: { region: 'us-west-2' },
});

describe('a path', () => {
  it.each<[Filter, boolean]>([
    [{}, true],
    [{ class: 'peering-routed-bedrock' }, true],
    [{ class: 'tunnel' }, false],
    [{ verdict: 'blocked' }, true],
    [{ verdict: 'usable' }, false],
    [{ from: 'ap-northeast-1' }, true],
    [{ from: 'us-west-2' }, false],
    [{ to: 'us-west-2' }, true],
    [{ to: 'ap-northeast-1' }, false],
    [{ region: 'us-west-2' }, true],
    [{ region: 'ap-northeast-1' }, true],
    [{ region: 'eu-west-1' }, false],
    [{ accountId: '222222222222' }, true],
    [{ accountId: '333333333333' }, false],
    [{ from: 'ap-northeast-1', to: 'us-west-2', class: 'tunnel' }, false],
    [{ severity: 'high', status: 'failed', rule: 'any' }, true],
  ])('under %j: %s', (filter, isWanted) => {
    expect(isPathWanted(path, filter)).toBe(isWanted);
  });
});

describe('a finding', () => {
  const finding: PublishedFinding = aFinding({
    accountId: '111111111111',
    region: 'ap-northeast-1',
    severity: 'high',
    status: 'failed',
    rule: 'bedrock-path-broken',
    fixOwner: '444444444444',
  });

  it.each<[Filter, boolean]>([
    [{}, true],
    [{ severity: 'high' }, true],
    [{ severity: 'low' }, false],
    [{ status: 'failed' }, true],
    [{ status: 'passed' }, false],
    [{ rule: 'bedrock-path-broken' }, true],
    [{ rule: 'other' }, false],
    [{ accountId: '111111111111' }, true],
    [{ accountId: '444444444444' }, true],
    [{ accountId: '222222222222' }, true],
    [{ accountId: '333333333333' }, false],
    [{ region: 'ap-northeast-1' }, true],
    [{ region: 'us-west-2' }, true],
    [{ region: 'eu-west-1' }, false],
    [{ class: 'peering-routed-bedrock', verdict: 'blocked', from: 'ap-northeast-1', to: 'us-west-2' }, true],
    [{ class: 'tunnel' }, false],
    [{ verdict: 'usable' }, false],
    [{ from: 'us-west-2' }, false],
    [{ to: 'ap-northeast-1' }, false],
  ])('under %j: %s', (filter, isWanted) => {
    expect(isFindingWanted(finding, [path], filter)).toBe(isWanted);
  });

  it.each<[Filter, boolean]>([
    [{}, true],
    [{ region: 'ap-northeast-1' }, true],
    [{ region: 'us-west-2' }, false],
    [{ class: 'peering-routed-bedrock' }, false],
  ])('of no path, under %j: %s', (filter, isWanted) => {
    expect(isFindingWanted(finding, [], filter)).toBe(isWanted);
  });

  it('has one path that meets all that is asked of paths, not several that meet a part each', () => {
    const other = aConnectionPath({ class: 'tunnel', verdict: 'usable' });
    expect(isFindingWanted(finding, [path, other], { class: 'tunnel', verdict: 'blocked' })).toBe(false);
  });
});

describe('the words of a search', () => {
  it.each([
    ['vpc-1 tokyo bedrock-runtime', undefined, true],
    ['vpc-1 tokyo bedrock-runtime', '', true],
    ['vpc-1 tokyo bedrock-runtime', '  Tokyo  BEDROCK ', true],
    ['vpc-1 tokyo bedrock-runtime', 'tokyo oregon', false],
    ['東京 の ワークロード', 'ワークロード', true],
  ])('in %j, %j: %s', (text, search, isFound) => {
    expect(holdsWords(text, search)).toBe(isFound);
  });

  it('are found in any order', () => {
    const words = fc.array(fc.stringMatching(/^[a-z0-9-]{1,8}$/), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(words, (list) => {
        expect(holdsWords(list.toReversed().join(' '), list.join(' '))).toBe(true);
      }),
    );
  });
});
