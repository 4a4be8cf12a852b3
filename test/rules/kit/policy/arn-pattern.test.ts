import { expect, it } from 'vitest';
import { meetArns, partsOf } from '#rules/kit/policy/arn-pattern.ts';

const models = 'arn:aws:bedrock:*::foundation-model/*';

it.each([
  ['*', 'all'],
  ['arn:*', 'all'],
  ['arn:aws:bedrock:*', 'all'],
  ['arn:aws:bedrock:*:*:foundation-model/*', 'all'],
  ['arn:aws:bedrock:us-west-2::foundation-model/*', 'some'],
  ['arn:aws:bedrock:us-west-2:*', 'some'],
  ['arn:aws:bedrock:*::foundation-model/anthropic.claude-v2:1', 'some'],
  ['arn:aws:bedrock:*:*:inference-profile/*', 'none'],
  ['arn:aws:s3:::*', 'none'],
  ['mine', 'none'],
  ['*:inference-profile/*', 'unclear'],
  ['*claude', 'unclear'],
])('%s meets models: %s', (pattern, meeting) => {
  expect(meetArns(pattern, models)).toBe(meeting);
});

it.each([
  ['arn:aws:kms:r:a:key/x', ['arn', 'aws', 'kms', 'r', 'a', 'key/x']],
  ['arn:aws:bedrock:r::m:1', ['arn', 'aws', 'bedrock', 'r', '', 'm:1']],
  ['arn:aws:bedrock:us-*', ['arn', 'aws', 'bedrock', 'us-*', '*', '*']],
  ['*', ['*', '*', '*', '*', '*', '*']],
  ['*:key/*', null],
  ['arn', null],
])('%s has parts %j', (pattern, parts) => {
  expect(partsOf(pattern)).toEqual(parts);
});
