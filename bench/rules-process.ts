// One size of `rules.ts` in a process of its own: a small network first, so that no size pays for compiling the code.
import { judgeNetwork } from './rules-judged.ts';

const { vpcs } = JSON.parse(process.argv[2] ?? '') as { vpcs: number };
judgeNetwork(Math.min(1000, vpcs));
process.send?.(judgeNetwork(vpcs), () => process.disconnect());
