import type { VpcEndpoint } from '#model/records.ts';
import { told } from '#network/told.ts';
import { parsePolicy, type Statement } from './parse-policy.ts';

/** An endpoint's policy, or why it cannot be told. AWS's default policy is told like any other, so an absent one is not known. */
export type ReadPolicy = { statements: readonly Statement[] } | { problem: string };

/** The statements of an endpoint's policy. */
export const readPolicy = ({ PolicyDocument }: VpcEndpoint): ReadPolicy => {
  const text = told(PolicyDocument);
  if (text === null) return { problem: 'AWS told no policy of the endpoint.' };
  const statements = parsePolicy(text);
  return statements === null
    ? { problem: "The endpoint's policy is not in the grammar of IAM's resource policies." }
    : { statements };
};
