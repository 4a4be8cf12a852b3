import { measureNetwork } from './network.ts';

process.send?.(measureNetwork(Number(process.argv[2])), () => process.disconnect());
