import type { NetworkAcl, NetworkAclEntry } from '#model/records.ts';
import { everything, type Family } from '../addresses/cidr.ts';
import { overlay, type Partition, type Piece, uniform } from '../addresses/partition.ts';
import { intersect, subtract, unite } from '../addresses/ranges.ts';
import { oncePerRecent } from '../once-per.ts';
import { type PortRange, tcpText } from '../port-range.ts';
import { type AclRule, rulesOf } from './rules.ts';

/**
 * How many of the ports asked about an ACL allows, and the rule that says so (of several ports: the one that denies
 * first, if any). `unclear` when an entry does not tell enough.
 */
export type Allowed = { ports: 'all' | 'none' | 'some' | 'unclear'; by: string };

export type AclQuestion = { direction: 'in' | 'out'; family: Family; ports: PortRange };

/** A network ACL's entries, compiled. */
export type CompiledAcl = {
  aclId: string;
  /** For every address of the family, which of the ports may pass to it (`out`) or from it (`in`) over TCP. */
  allowed: (question: AclQuestion) => Partition<Allowed>;
};

const implicitDeny = (family: Family): AclRule => ({
  name: 'rule *',
  action: 'deny',
  ports: { from: 0, to: 65_535 },
  addresses: everything(family),
  isClear: true,
  isRivalled: false,
});

/** First match decides. A rule that may match leaves open whatever a later one decides otherwise. */
const decidePort = (rules: readonly AclRule[], family: Family, port: number): Partition<Allowed> => {
  const pieces: Piece<Allowed>[] = [];
  const doubts: AclRule[] = [];
  let open = everything(family);
  for (const rule of rules.filter(({ ports }) => ports.from <= port && port <= ports.to)) {
    if (!rule.isClear || rule.action === null) {
      doubts.push(rule);
      continue;
    }
    const hit = intersect(open, rule.addresses);
    const doubted = unite(
      doubts.filter(({ action }) => action !== rule.action).flatMap(({ addresses }) => addresses),
    );
    const clear = rule.isRivalled ? [] : subtract(hit, doubted);
    const ports = rule.action === 'allow' ? 'all' : 'none';
    pieces.push(...uniform(clear, { ports, by: rule.name } as const));
    pieces.push(...uniform(subtract(hit, clear), { ports: 'unclear', by: rule.name } as const));
    open = subtract(open, rule.addresses);
  }
  return pieces.sort((a, b) => (a.first < b.first ? -1 : 1));
};

/** The first port of each stretch of ports that meets the same rules. */
const stretchesOf = (rules: readonly AclRule[], { from, to }: PortRange): number[] => {
  const starts = rules.flatMap(({ ports }) => [ports.from, ports.to + 1]);
  return [...new Set([from, ...starts.filter((start) => start > from && start <= to)])].sort((a, b) => a - b);
};

/** What is said of two stretches of ports together. */
const together = (a: Allowed, b: Allowed): Allowed => {
  if (a.ports === b.ports) return a;
  const kinds = new Set([a.ports, b.ports]);
  const told = a.ports === 'none' || b.ports === 'all' ? a : b;
  if (kinds.has('some') || (kinds.has('all') && kinds.has('none'))) return { ports: 'some', by: told.by };
  return { ports: 'unclear', by: a.ports === 'unclear' ? a.by : b.by };
};

type Answer = CompiledAcl['allowed'];

/** What entries allow; each question's answer is kept, since every subnet with the ACL asks the same. */
const compileEntries = (entries: readonly NetworkAclEntry[]): Answer => {
  const answers = new Map<string, Partition<Allowed>>();
  const answer = ({ direction, family, ports }: AclQuestion): Partition<Allowed> => {
    const rules = [...rulesOf(entries, direction, family), implicitDeny(family)];
    return stretchesOf(rules, ports)
      .map((port) => decidePort(rules, family, port))
      .reduce((all, one) => overlay(all, one, together));
  };
  return (question) => {
    const key = `${question.direction} ${question.family} ${tcpText(question.ports)}`;
    const known = answers.get(key) ?? answer(question);
    answers.set(key, known);
    return known;
  };
};

/** Different lists of entries that are kept compiled. */
const listsKept = 1024;

/** Compiles ACLs. Most are as AWS made them with their VPC, so equal entries are compiled once. */
export const createAclCompiler = (): ((acl: NetworkAcl) => CompiledAcl) => {
  const compile = oncePerRecent(listsKept, (json: string) =>
    compileEntries(JSON.parse(json) as NetworkAclEntry[]),
  );
  return ({ NetworkAclId, Entries = [] }) => ({
    aclId: NetworkAclId,
    allowed: compile(JSON.stringify(Entries)),
  });
};
