import type { Config } from '#model/config.ts';
import type { ConnectionPath } from '#model/path.ts';
import { groupBy } from '#network/collections.ts';
import { oncePer } from '#network/once-per.ts';
import { servicePart } from '#network/service-name.ts';

type ExpectedPath = Config['expectedPaths'][number];

const byVpc = oncePer((expected: Config['expectedPaths']) => groupBy(expected, ({ vpcId }) => vpcId));

/** The line of the configuration by which a path is meant to be as it is; null when there is none. */
export const expectedPathOf = (
  { consumer, service: { name, region, owner } }: ConnectionPath,
  { expectedPaths }: Config,
): ExpectedPath | null => {
  if (name === null || region === null) return null;
  const part = owner === 'amazon' ? servicePart(name, region) : null;
  const lines = byVpc(expectedPaths).get(consumer.vpcId ?? '') ?? [];
  const isNamed = ({ service }: ExpectedPath) => service === name || service === part;
  return lines.find((line) => line.serviceRegion === region && isNamed(line)) ?? null;
};
