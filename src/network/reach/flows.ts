import type { Family } from '../addresses/cidr.ts';
import { type Partition, uniform } from '../addresses/partition.ts';
import { addressText, type Destination, destinationsOf } from './destinations.ts';
import { addressHops } from './hops.ts';
import type { Question } from './question.ts';
import { type Source, sourcesOf } from './sources.ts';
import { acrossPorts, addStop, type Stop, toTraces, type Trace } from './trace.ts';

/** How a subnet's addresses fare on the way to one address of the endpoint, or to several that fare alike. */
export type JudgedFlow = {
  /** The address as it is told, `10.1.0.10/32`. */
  to: string;
  traces: Partition<Trace>;
};

/** A consumer subnet and its flows. */
export type JudgedSource = { source: Source; flows: readonly JudgedFlow[] };

const judgeFlow = (
  question: Question,
  states: readonly Stop[],
  { family, source, destination }: { family: Family; source: Source; destination: Destination },
): JudgedFlow => {
  const ports = question.ports ?? [null];
  const traces = ports.map((port) => {
    const start: Partition<readonly Stop[]> = uniform(source.addresses, states);
    return toTraces(
      addressHops.reduce(
        (stops, { name, judge }) => addStop(stops, name, judge(question, { family, source, destination, port })),
        start,
      ),
    );
  });
  return { to: addressText(destination, family), traces: acrossPorts(traces) };
};

/** Every flow of a family to an endpoint that is reached by its network interfaces. */
export const interfaceFlows = (question: Question, states: readonly Stop[], family: Family): JudgedSource[] => {
  const { consumer, provider, endpoint, cidrs } = question;
  const destinations = destinationsOf({ endpoint, facts: provider, peeringCidrs: cidrs.provider, family });
  if (destinations.length === 0) return [];
  return sourcesOf(consumer, cidrs.consumer, family).map((source) => ({
    source,
    flows: destinations.map((destination) => judgeFlow(question, states, { family, source, destination })),
  }));
};
