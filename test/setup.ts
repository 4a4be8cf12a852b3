import * as fc from 'fast-check';

/** Properties draw the same cases in every run, so that one commit is either green or not; PROPERTY_SEED draws others. */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_122) });
