import { DescribeVpcEndpoints$ } from '@aws-sdk/client-ec2';
import { GetFindings$ } from '@aws-sdk/client-securityhub';
import { AssumeRole$ } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { fit } from '#sandbox/codec/shape.ts';

describe('fit', () => {
  it.each<[string, unknown, unknown]>([
    ['text for a number', { MaxResults: '5' }, { MaxResults: 5 }],
    ['text for a boolean', { DryRun: 'True' }, { DryRun: true }],
    ['lists of structures', { Filters: [{ Name: 'a' }] }, { Filters: [{ Name: 'a' }] }],
    ['what is null as absent', { NextToken: null, Filters: undefined }, {}],
  ])('takes %s', (_, plain, value) => {
    expect(fit(DescribeVpcEndpoints$[4], plain)).toEqual({ value, unknown: [], malformed: [] });
  });

  it.each([
    ['ISO text', '2026-01-02T03:04:05+00:00'],
    ['seconds', 1_767_323_045],
    ['a Date', new Date('2026-01-02T03:04:05Z')],
  ])('takes a time as %s', (_, Expiration) => {
    expect(fit(AssumeRole$[5], { Credentials: { Expiration } }).value).toEqual({
      Credentials: { Expiration: new Date('2026-01-02T03:04:05Z') },
    });
  });

  it.each<[string, unknown, string]>([
    ['a number for text', { NextToken: 5 }, 'NextToken'],
    ['words for a number', { MaxResults: 'five' }, 'MaxResults'],
    ['nothing for a number', { MaxResults: '' }, 'MaxResults'],
    ['words for a boolean', { DryRun: 'maybe' }, 'DryRun'],
    ['text for a list', { Filters: 'a' }, 'Filters'],
    ['a list for a structure', { Filters: [[]] }, 'Filters.0'],
    ['deep down', { Filters: [{ Name: 'a' }, { Values: ['x', 1] }] }, 'Filters.1.Values.1'],
    ['all of it', 'text', ''],
  ])('tells %s as malformed', (_, plain, path) => {
    expect(fit(DescribeVpcEndpoints$[4], plain).malformed).toEqual([path]);
  });

  it('tells unknown members apart from malformed ones', () => {
    const plain = { Color: 1, Filters: { Id: [{ Value: 'x', Shade: 2 }] }, MaxResults: 'x' };
    expect(fit(GetFindings$[4], plain)).toMatchObject({
      unknown: ['Color', 'Filters.Id.0.Shade'],
      malformed: ['MaxResults'],
    });
  });

  it('is not fooled by names of Object', () => {
    const plain: unknown = JSON.parse('{"__proto__":{"MaxResults":5},"constructor":1}');
    const { value, unknown } = fit(DescribeVpcEndpoints$[4], plain);
    expect(unknown).toEqual(['__proto__', 'constructor']);
    expect(value).toEqual({});
  });
});
