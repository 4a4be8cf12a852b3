import { classNames, count } from '../words.ts';
import type { Counts, Crossing, Stay } from './group-paths.ts';

/** `, 1 blocked, 2 unknown`: whatever is not simply usable. */
const troubles = (counts: Counts): string =>
  (['blocked', 'partial', 'unknown'] as const)
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `, ${counts[verdict]} ${verdict}`)
    .join('');

/** `3 paths from ap-northeast-1 to us-west-2, Bedrock over a peering, 1 blocked`. */
export const crossingSentence = ({ from, to, class: pathClass, counts }: Crossing): string =>
  `${count(counts.total, 'path')} from ${from} to ${to}, ${classNames[pathClass]}${troubles(counts)}`;

/** `12 paths inside us-west-2, 1 blocked`. */
export const staySentence = ({ region, counts }: Stay): string =>
  `${count(counts.total, 'path')} inside ${region}${troubles(counts)}`;
