import * as fc from 'fast-check';
import { cutOf, drawnCut } from './cuts.ts';
import { oftenest } from './oftenest.ts';
import { anyPort, everywhere, openAcl } from './plain-topology.ts';
import { type AclEntry, clientPorts, type Ports } from './topology.ts';

/** Each holds the clients' ports wholly or not at all, but for `partial`. */
const portKinds = oftenest([
  [3, 'any'],
  [2, 'service'],
  [2, 'low'],
  [2, 'clients'],
  [2, 'ephemeral'],
  [2, 'linux'],
  [2, 'split'],
  [1, 'below'],
  [1, 'above'],
  [2, 'partial'],
] as const);
type PortKind = typeof portKinds extends fc.Arbitrary<infer T> ? T : never;

const drawnEntry = fc.record({
  direction: fc.constantFrom('in', 'out'),
  action: fc.constantFrom('allow', 'deny'),
  protocol: oftenest([
    [4, 'tcp'],
    [2, 'all'],
    [1, 'udp'],
  ] as const),
  ports: portKinds,
  cut: drawnCut,
});
type DrawnEntry = typeof drawnEntry extends fc.Arbitrary<infer T> ? T : never;

export const drawnAcl = fc.record({
  form: oftenest([
    [8, 'open'],
    [4, 'ports'],
    [1, 'closed'],
  ] as const),
  clients: oftenest([
    [2, 'ephemeral'],
    [1, 'clients'],
    [1, 'linux'],
    [1, 'split'],
    [1, 'below'],
    [1, 'partial'],
  ] as const),
  before: fc.array(drawnEntry, { maxLength: 2 }),
  after: fc.array(drawnEntry, { maxLength: 1 }),
});
type DrawnAcl = typeof drawnAcl extends fc.Arbitrary<infer T> ? T : never;

export type AclInput = { pool: readonly string[]; port: number; isDecided: boolean };

const [first, last] = clientPorts;

const portsOf = (kind: PortKind, { port, isDecided }: AclInput): readonly Ports[] => {
  const ranges: Record<PortKind, readonly Ports[]> = {
    any: [anyPort],
    service: [[port, port]],
    low: [[1, 1023]],
    clients: [clientPorts],
    ephemeral: [[1024, 65_535]],
    linux: [[first, 65_535]],
    split: [
      [1024, 45_000],
      [45_001, 65_535],
    ],
    below: [[1024, first - 1]],
    above: [[last + 1, 65_535]],
    partial: [[first, 45_000]],
  };
  return ranges[kind === 'partial' && isDecided ? 'clients' : kind];
};

const toEntries = ({ direction, action, protocol, ports, cut }: DrawnEntry, input: AclInput): AclEntry[] =>
  portsOf(ports, input).map((range) => ({
    direction,
    action,
    protocol,
    ports: range,
    cidr: cutOf(input.pool, cut),
  }));

/** What a careful hand writes: the service's port and the replies', both ways. */
const portEntries = (clients: DrawnAcl['clients'], input: AclInput): AclEntry[] =>
  (['in', 'out'] as const).flatMap((direction) =>
    everywhere.flatMap((cidr) =>
      [...portsOf('service', input), ...portsOf(clients, input)].map(
        (ports): AclEntry => ({ direction, action: 'allow', protocol: 'tcp', ports, cidr }),
      ),
    ),
  );

const body = ({ form, clients }: DrawnAcl, input: AclInput): readonly AclEntry[] => {
  if (form === 'closed') return [];
  return form === 'open' ? openAcl : portEntries(clients, input);
};

export const toAcl = (input: AclInput, drawn: DrawnAcl): AclEntry[] => [
  ...drawn.before.flatMap((entry) => toEntries(entry, input)),
  ...body(drawn, input),
  ...drawn.after.flatMap((entry) => toEntries(entry, input)),
];
