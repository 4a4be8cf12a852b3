import { partition as partitionOfTheSdk } from '@aws-sdk/core/client';
import { expect, it } from 'vitest';
import { partitionOf } from '#model/partition.ts';

it.each([
  'us-west-2',
  'cn-north-1',
  'us-gov-east-1',
  'eusc-de-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
])('%s is of the partition that the SDK says', (region) => {
  expect(partitionOf(region)).toBe(partitionOfTheSdk(region).name);
});
