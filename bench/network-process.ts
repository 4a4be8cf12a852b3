// One size of `network.ts` in a process of its own: a small network first, so that no size pays for compiling the code.

import { peakMegabytes } from './figures.ts';
import { analyseNetwork } from './network-stages.ts';

const { vpcs } = JSON.parse(process.argv[2] ?? '') as { vpcs: number };
analyseNetwork(Math.min(1000, vpcs));
process.send?.({ ...analyseNetwork(vpcs), peakMegabytes: peakMegabytes() }, () => process.disconnect());
