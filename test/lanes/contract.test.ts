import { contractSuite } from './contract-suite.ts';
import { findMoto, motoTarget } from './moto-target.ts';
import { sandboxTarget } from './sandbox-target.ts';

contractSuite(sandboxTarget);

const moto = findMoto();
if (moto === undefined) console.log('moto lane: skipped, moto_server is not on the PATH');
else contractSuite(motoTarget(moto));
