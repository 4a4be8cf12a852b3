import type { Family } from '../addresses/cidr.ts';
import { mapPieces, overlay, type Partition } from '../addresses/partition.ts';
import { allPorts, anyClientPorts, type PortRange, tcpText } from '../port-range.ts';
import { type Gap, unclear, unread } from '../reading.ts';
import { fail, heaviest, pass, type Ruling, unknown } from '../ruling.ts';
import type { Allowed, CompiledAcl } from './network-acl.ts';

/** Requests go one way to the service's port, replies the other way to the client's. A null port is any. */
export type AclTraffic = {
  request: 'in' | 'out';
  family: Family;
  port: number | null;
  clientPorts: PortRange;
};

/** A network ACL that is asked about traffic. */
export type AclLookup = {
  aclId: string;
  /** What the ACL does to a service's traffic with each address of the family. */
  judge: (traffic: AclTraffic) => Partition<Ruling>;
};

export const unknownPorts: Gap = unread('the ports the service listens on, which nobody configured');

type Side = { aclId: string; direction: 'in' | 'out'; ports: PortRange; allowed: Allowed };

const denied = ({ aclId, direction, ports, allowed }: Side): Ruling =>
  fail(
    aclId,
    `${allowed.by} stops ${tcpText(ports)} ${direction}`,
    `${tcpText(ports)} ${direction}, ahead of ${allowed.by}`,
  );

const passed = ({ aclId, direction, ports, allowed }: Side): Ruling =>
  pass(aclId, `${allowed.by} allows ${tcpText(ports)} ${direction}`);

const unreadable = ({ aclId, direction, allowed }: Side): Ruling =>
  unknown(aclId, unclear(`Whether ${allowed.by} decides about traffic ${direction} cannot be told`));

const judgeRequest = (side: Side, isPortKnown: boolean): Ruling => {
  if (side.allowed.ports === 'none') return denied(side);
  if (!isPortKnown) return unknown(side.aclId, unknownPorts);
  return side.allowed.ports === 'all' ? passed(side) : unreadable(side);
};

const judgeReply = (side: Side): Ruling => {
  if (side.allowed.ports === 'none') return denied(side);
  if (side.allowed.ports === 'all') return passed(side);
  if (side.allowed.ports === 'unclear') return unreadable(side);
  const text = `${side.allowed.by} stops part of the clients' ${tcpText(side.ports)} ${side.direction}`;
  return unknown(side.aclId, { reason: 'depends-on-client', text });
};

const lambdaNote = `; not all of ${tcpText(anyClientPorts)} is allowed back, so Lambda and NAT clients are not covered`;

const judgeBoth = (request: Ruling, reply: Ruling, covers: boolean): Ruling => {
  const ruling = heaviest([request, reply]);
  const detail = ruling.status === 'pass' ? `${request.detail}, ${reply.detail}` : ruling.detail;
  return { ...ruling, detail: `${detail}${covers ? '' : lambdaNote}` };
};

const judge = (acl: CompiledAcl, { request, family, port, clientPorts }: AclTraffic): Partition<Ruling> => {
  const { aclId } = acl;
  const back = request === 'in' ? 'out' : 'in';
  const asked = port === null ? allPorts : { from: port, to: port };
  const requests = mapPieces(acl.allowed({ direction: request, family, ports: asked }), (allowed) =>
    judgeRequest({ aclId, direction: request, ports: asked, allowed }, port !== null),
  );
  const replies = mapPieces(acl.allowed({ direction: back, family, ports: clientPorts }), (allowed) =>
    judgeReply({ aclId, direction: back, ports: clientPorts, allowed }),
  );
  const covered = mapPieces(
    acl.allowed({ direction: back, family, ports: anyClientPorts }),
    ({ ports }) => ports === 'all',
  );
  const paired = overlay(requests, replies, (a, b) => ({ a, b }));
  return overlay(paired, covered, ({ a, b }, covers) => judgeBoth(a, b, covers));
};

/** Judges each kind of traffic once: every flow of a subnet asks the same few. */
export const createAclLookup = (acl: CompiledAcl): AclLookup => {
  const answers = new Map<string, Partition<Ruling>>();
  return {
    aclId: acl.aclId,
    judge: (traffic) => {
      const { request, family, port, clientPorts } = traffic;
      const key = `${request} ${family} ${port} ${tcpText(clientPorts)}`;
      const known = answers.get(key) ?? judge(acl, traffic);
      answers.set(key, known);
      return known;
    },
  };
};
