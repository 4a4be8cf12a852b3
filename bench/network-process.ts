// One size of `network.ts` in a process of its own: a small network first, so that no size pays for compiling the code.
import { analyseNetwork, timeStages } from './network-stages.ts';

const { vpcs, isWhole } = JSON.parse(process.argv[2] ?? '') as { vpcs: number; isWhole: boolean };
const measure = isWhole ? analyseNetwork : timeStages;
measure(Math.min(1000, vpcs));
process.send?.(measure(vpcs), () => process.disconnect());
