import { operations, type Read } from '#model/inventory.ts';
import type { ConnectionPath } from '#model/path.ts';
import type { Opinion, RuleInput } from '../rule.ts';
import { pathSubject } from './path-subject.ts';
import { isNameUnread } from './unread-name.ts';

/**
 * What a rule says of a path that the facts leave open. Where a read is missing: not evaluated, which leaves alone what an
 * earlier run found. Where all was read and it still cannot be told (traffic leaves by what is not modelled, it depends
 * on the client): nothing, so that what was found before is archived, as it holds no more.
 */
export const undecided = (
  path: ConnectionPath,
  { network, isComplete }: RuleInput,
  { reads, title, evidence }: Pick<Opinion, 'title' | 'evidence'> & { reads: readonly Read[] },
): Opinion | null => {
  const { scopes } = pathSubject(network, path).dependsOn;
  const isRead = scopes.every((scope) => reads.every((operation) => isComplete(scope, operation)));
  // A VPC that its owner's whole list does not have is gone, and a stranger's is nobody's to read.
  const isThere = (network.vpcs.get(path.consumer.vpcId ?? '')?.record ?? null) !== null;
  const isName = isThere && reads.includes(operations.HostedZones) && isNameUnread(path, network);
  const isAnswered = isRead && !isName && path.unknownReason !== 'not-read';
  return isAnswered ? null : { status: 'not-evaluated', title, evidence };
};
