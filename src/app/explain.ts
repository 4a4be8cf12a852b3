import type { Explanation, Option } from '#model/explanation.ts';
import { type GatherOptions, gather } from './explain/gather.ts';
import { answerOf, headlineOf } from './explain/headline.ts';
import { build } from './explain/options/build.ts';
import { crossRegionEndpoint } from './explain/options/cross-region-endpoint.ts';
import { existingPaths } from './explain/options/existing-paths.ts';
import { peerings } from './explain/options/peerings.ts';
import { sameRegionEndpoint } from './explain/options/same-region-endpoint.ts';
import type { World } from './explain/world.ts';
import { tool } from './tool.ts';

const notAssessed = [
  'IAM policies, service control policies and endpoint policies',
  "the client's own security group",
  'ways by a transit gateway, a core network, a VPN or a proxy',
];

const optionsOf = (world: World): Option[] => {
  const found = [existingPaths, crossRegionEndpoint, sameRegionEndpoint, peerings].flatMap((look) =>
    look(world),
  );
  return [...found, ...build(world, found)];
};

/**
 * Can this VPC reach that service in that Region privately, and how? From what exists and what AWS offers today. Reads
 * only; an unknown VPC, Region or service is an InputError with the nearest that are known.
 */
export const explain = async (options: GatherOptions): Promise<Explanation> => {
  const { world, coverage } = await gather(options);
  const found = optionsOf(world);
  const { answer, isWhole } = answerOf(world);
  return {
    schemaVersion: 1,
    tool,
    input: options.source.input,
    question: world.question,
    answer,
    headline: headlineOf(world, answer, found),
    options: found,
    notAssessed,
    // Also a side that nobody of the organization can read leaves the answer open.
    coverage: { ...coverage, complete: coverage.complete && isWhole },
  };
};
