import type { Option } from '#model/explanation.ts';
import { servicePart } from '#network/service-name.ts';
import { createOwn, ownEndpoint } from '../own-endpoint.ts';
import { toOption } from '../to-option.ts';
import type { World } from '../world.ts';

const kind = 'same-region-endpoint';

const notRead = (region: string, { message, cause }: { message: string | null; cause: string }): string =>
  `What AWS offers in ${region} was not read: ${message ?? cause}.`;

/** Of a service that is AWS's own: by its list; of any other, by what AWS lets the account see. */
const isOffered = ({ asked, listed, isVisible, question }: World): boolean | null | string => {
  if (asked.kind === 'resource' || asked.kind === 'service-network') return true;
  const outcome = asked.kind === 'endpoint-service' ? isVisible : listed;
  if (outcome === null) return null;
  if (!outcome.ok) return notRead(question.region, outcome.failure);
  return Array.isArray(outcome.value)
    ? outcome.value.some(({ name }) => name === asked.name)
    : outcome.value === true || (outcome.value === false ? false : null);
};

const ofOwnRegion = (world: World): Option => {
  const { asked, question } = world;
  const own = ownEndpoint(world);
  if (own !== null) return toOption(kind, own.answer, own.because, own);
  const offered = isOffered(world);
  if (typeof offered === 'string') return toOption(kind, 'unknown', offered);
  if (offered === null) {
    return toOption(kind, 'unknown', `Whether this account may connect to ${asked.name} was not read.`);
  }
  if (!offered) {
    return toOption(
      kind,
      'no',
      `AWS does not let this account have an endpoint to ${asked.name} in ${question.region}.`,
    );
  }
  const gateway = asked.types?.includes('gateway') === true;
  const told = `The VPC has no endpoint to ${asked.name}, and AWS offers one in ${question.region}.`;
  const more = gateway ? ' There is a gateway endpoint too, for clients in the VPC itself.' : '';
  return toOption(kind, 'yes', `${told}${more}`, { steps: createOwn(world, null) });
};

const profiles =
  'called with an inference profile, it can run a model in other Regions: a geographic profile within its geography, a global one in any supported commercial Region, even where the account has not enabled it. Which models have such a profile was not read. The data is then processed there: where it must stay in one Region, this is no way, and the endpoint policy should say so (bedrock:InferenceProfileArn).';

/** Bedrock asked for in another Region: what an endpoint in the VPC's own Region can do in its place. */
const ofBedrock = ({ local, question, network }: World): Option => {
  const { region, vpcId } = question;
  const own = [...network.endpoints.values()].find(
    ({ scope, record }) =>
      record.VpcId === vpcId && servicePart(record.ServiceName ?? '', scope.region) === 'bedrock-runtime',
  );
  if (own !== undefined) {
    return toOption(
      kind,
      'unknown',
      `The VPC has the endpoint ${own.vpcEndpointId} to bedrock-runtime of ${region} itself: ${profiles}`,
    );
  }
  if (local === null || !local.ok) {
    const gap = local === null ? '' : ` ${notRead(region, local.failure)}`;
    return toOption(
      kind,
      'unknown',
      `An endpoint to bedrock-runtime of ${region} itself, if AWS offers one there, may do: ${profiles}${gap}`,
    );
  }
  const name = local.value.find((service) => servicePart(service.name, region) === 'bedrock-runtime')?.name;
  return name === undefined
    ? toOption(
        kind,
        'no',
        `AWS offers no bedrock-runtime in ${region}, whose inference profiles might have served instead.`,
      )
    : toOption(kind, 'unknown', `An endpoint to ${name} in the VPC's own Region may do: ${profiles}`);
};

/** An endpoint in the VPC to the service in its own Region; of Bedrock, also in the place of another Region's. */
export const sameRegionEndpoint = (world: World): Option[] => {
  const { question, local } = world;
  if (question.region === question.serviceRegion) return [ofOwnRegion(world)];
  return local === null ? [] : [ofBedrock(world)];
};
