import '#model/english.ts';
import { type $ZodError, toDotPath } from 'zod/v4/core';

/** AWS answered, but not with what its API promises: a 200 without its list, a record without its ID. */
export class MalformedResponse extends Error {
  override readonly name = 'MalformedResponse';
}

/** What a schema refused of an answer, by its first field: `DescribeVpcs: Vpcs[3].VpcId: expected string...`. */
export const malformedField = (operation: string, { issues }: $ZodError): MalformedResponse =>
  new MalformedResponse(
    issues
      .slice(0, 1)
      .reduce((text, { path, message }) => `${text}: ${toDotPath(path)}: ${message}`, operation),
  );
