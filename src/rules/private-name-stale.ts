import { operations } from '#model/inventory.ts';
import { quoted } from '#network/quoted.ts';
import { verdictReads } from './kit/path-subject.ts';
import { type PointedAt, pointedAt } from './kit/pointed-at.ts';
import { overPrivateNames, type PrivateName, vpcsOf } from './kit/pointer-subject.ts';
import { someOf } from './kit/some-of.ts';
import type { Opinion, Rule, RuleInput } from './rule.ts';

const reads = [
  ...verdictReads,
  operations.HostedZones,
  operations.ProfileAssociations,
  operations.ProfileResourceAssociations,
];

const nameText = ([{ kind, id }]: PrivateName): string =>
  `${kind === 'record' ? 'record' : 'Profile resource'} ${quoted(id)}`;

const titleOf = (pointers: PrivateName): string => {
  const [{ scope }] = pointers;
  return `Private name leads to an endpoint that cannot be reached: ${nameText(pointers)}, for VPCs of ${scope.accountId} in ${scope.region}`;
};

const evidenceOf = (pointers: PrivateName, found: readonly PointedAt[]): string => {
  const targets = someOf(
    pointers.map(({ target }) => quoted(target)),
    2,
  );
  const details = someOf(
    found.map(({ detail }) => detail),
    4,
  );
  return `The ${nameText(pointers)} leads clients in ${someOf(vpcsOf(pointers), 4)} to ${targets}: ${details}.`;
};

const mend = (
  pointers: PrivateName,
  [first]: readonly PointedAt[],
): Pick<Opinion, 'remediation' | 'fixOwner'> => {
  const [{ kind, holder, changedBy }] = pointers;
  if (first?.fix !== undefined && first.fix !== null && first.fix.text !== null) {
    return { remediation: `${first.fix.text} Or take the name away there.`, fixOwner: first.fix.owner };
  }
  const where = `${kind === 'record' ? 'hosted zone' : 'Profile'} ${holder}`;
  const whose = changedBy === null ? '' : `, in account ${changedBy}`;
  return {
    remediation: `Lead the ${nameText(pointers)} of ${where}${whose} to an endpoint that these VPCs reach, or remove it, or take the VPCs out of it.`,
    fixOwner: changedBy,
  };
};

const judge = (pointers: PrivateName, input: RuleInput): Opinion | null => {
  const found = pointers.flatMap((pointer) => pointedAt(pointer, input));
  const of = (state: PointedAt['state']) => found.filter((one) => one.state === state);
  const title = titleOf(pointers);
  const stale = of('stale');
  const bad = stale.length > 0 ? stale : of('missing');
  if (bad.length > 0) {
    return {
      status: stale.length > 0 ? 'failed' : 'warning',
      title,
      evidence: evidenceOf(pointers, bad),
      ...mend(pointers, bad),
    };
  }
  const unread = of('unread');
  if (unread.length > 0) {
    return { status: 'not-evaluated', title, evidence: evidenceOf(pointers, unread) };
  }
  // Where traffic leaves by what is not modelled there is nothing to say, and nothing to hold on to.
  if (of('open-question').length > 0) return null;
  return { status: 'passed', title, evidence: evidenceOf(pointers, found) };
};

/** A private name that leads clients to an endpoint that is gone, not up, or out of their reach. */
export const privateNameStale: Rule = {
  id: 'private-name-stale',
  formerIds: [],
  title: 'A private name leads to an endpoint that is gone or cannot be reached',
  severity: 'medium',
  isOnByDefault: true,
  reads,
  when: 'A record of a private hosted zone, or a resource of a Route 53 Profile, gives VPCs an endpoint that is deleted, not available, or that no open path leads to; a warning where no account of the Organization has it.',
  why: 'The name stands before the public one: as long as it leads nowhere, every client of those VPCs fails, where without it the public address would answer.',
  howToFix:
    'Lead the name to an endpoint that the VPCs can reach, open the path, or remove the record (the Profile resource), which gives the name back to public DNS.',
  evaluate: overPrivateNames(reads, judge),
};
