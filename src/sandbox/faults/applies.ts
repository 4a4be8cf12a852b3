import { membersOf, operationName, outputOf } from '../codec/schema.ts';
import type { Operation } from '../service.ts';
import { services } from '../services.ts';
import type { FaultKind } from './kinds.ts';

/** Every operation the sandbox serves, by its IAM action. */
const operations: ReadonlyMap<string, Operation> = new Map(
  [...services].flatMap(([prefix, service]) =>
    service.operations.map(
      (operation) => [`${prefix}:${operationName(operation.schema)}`, operation] as const,
    ),
  ),
);

const isPaged = (action: string): boolean => {
  const operation = operations.get(action);
  return (
    operation !== undefined &&
    operation.parameters.includes('NextToken') &&
    membersOf(outputOf(operation.schema)).some(({ name }) => name === 'NextToken')
  );
};

/** Some faults are of some answers alone: a token of a page, FailedFindings of an import. */
export const applies = (kind: FaultKind, action: string): boolean => {
  if (kind === 'bad-next-token') return isPaged(action);
  if (kind === 'failed-findings') return action === 'securityhub:BatchImportFindings';
  return operations.has(action);
};

export const actions: readonly string[] = [...operations.keys()];
