import * as fc from 'fast-check';
import { cutOf, drawnCut } from './cuts.ts';
import { oftenest } from './oftenest.ts';
import { anyPort, everywhere } from './plain-topology.ts';
import type { GroupRule, Ports } from './topology.ts';

const drawnRule = fc.record({
  protocol: oftenest([
    [4, 'tcp'],
    [1, 'all'],
    [1, 'udp'],
  ] as const),
  ports: fc.constantFrom('service', 'any', 'around', 'other'),
  cut: drawnCut,
});
type DrawnRule = typeof drawnRule extends fc.Arbitrary<infer T> ? T : never;

export const drawnGroup = fc.record({
  form: oftenest([
    [3, 'everywhere'],
    [3, 'vpcs'],
    [3, 'prefix-lists'],
    [2, 'none'],
  ] as const),
  rules: fc.array(drawnRule, { maxLength: 2 }),
});
type DrawnGroup = typeof drawnGroup extends fc.Arbitrary<infer T> ? T : never;

export type GroupInput = {
  pool: readonly string[];
  vpcCidrs: readonly string[];
  prefixLists: readonly string[];
  port: number;
};

const portsOf = (kind: DrawnRule['ports'], port: number): Ports =>
  (
    ({
      service: [port, port],
      any: anyPort,
      around: [port - 1, port + 1],
      other: [port + 1, port + 9],
    }) as const
  )[kind];

const sourcesOf = (form: DrawnGroup['form'], { vpcCidrs, prefixLists }: GroupInput): readonly string[] =>
  ({ everywhere, vpcs: vpcCidrs, 'prefix-lists': prefixLists, none: [] })[form];

export const toGroup = (input: GroupInput, { form, rules }: DrawnGroup): GroupRule[] => [
  ...sourcesOf(form, input).map(
    (source): GroupRule => ({
      protocol: 'tcp',
      ports: [input.port, input.port],
      source,
    }),
  ),
  ...rules.map(
    ({ protocol, ports, cut }): GroupRule => ({
      protocol,
      ports: portsOf(ports, input.port),
      source: cutOf(input.pool, cut),
    }),
  ),
];
