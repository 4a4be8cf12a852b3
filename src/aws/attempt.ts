import { failed, type Outcome, success } from '#model/coverage.ts';
import { failureOf, isExpected } from './causes.ts';

/** Runs a call to AWS. Failures of AWS, the SDK and the network become values; mistakes of ours are thrown on. */
export const attempt = async <T>(call: () => Promise<T>): Promise<Outcome<T>> => {
  try {
    return success(await call());
  } catch (error) {
    if (!isExpected(error)) throw error;
    return failed(failureOf(error));
  }
};
