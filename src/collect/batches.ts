import { inBlocks } from '#model/in-blocks.ts';
import { compareText } from '#model/scope.ts';

/** EC2 takes at most 200 values a filter (docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html). */
const filterValues = 200;

/** The values, each once and sorted, in lists that one filter can hold. */
export const batchesOf = (values: Iterable<string>): string[][] =>
  inBlocks([...new Set(values)].sort(compareText), filterValues);
