import { contractSuite } from './contract-suite.ts';
import { hasMoto, motoTarget } from './moto-target.ts';
import { sandboxTarget } from './sandbox-target.ts';

contractSuite(sandboxTarget);

if (hasMoto()) contractSuite(motoTarget);
else console.log('moto lane: skipped, moto_server is not on the PATH');
