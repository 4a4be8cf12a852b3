import type { Option } from '#model/explanation.ts';
import { createOwn, ownEndpoint } from '../own-endpoint.ts';
import { allowMultiRegion, enableRegion } from '../steps.ts';
import { toOption } from '../to-option.ts';
import type { World } from '../world.ts';

const offeredText = (world: World): string => {
  const { asked, question } = world;
  return `${asked.name} is offered from ${question.serviceRegion} to ${question.region} as a cross-Region interface endpoint. It has Regional DNS names only, and takes the permission vpce:AllowMultiRegion.`;
};

const refusedText = ({ asked, question }: World, names: readonly string[] | null): string => {
  const { region, serviceRegion } = question;
  const refusal = `create-vpc-endpoint in ${region} answers InvalidServiceName: The Vpc Endpoint Service '${asked.name}' does not exist`;
  return names === null
    ? `This account may not have an endpoint in ${region} to ${asked.name} of ${serviceRegion}: there is no such service, its owner does not let the account in, or has not opened it to ${region}; ${refusal}.`
    : `AWS offers ${names.length} of its services from ${serviceRegion} to ${region} as cross-Region endpoints, and ${asked.name} is not one of them: ${refusal}.`;
};

/** Does AWS offer the service to the VPC's Region as a cross-Region endpoint? As it said when it was asked. */
export const crossRegionEndpoint = (world: World): Option[] => {
  const { crossRegion, question, isRegionEnabled } = world;
  if (question.region === question.serviceRegion) return [];
  const kind = 'cross-region-endpoint';
  if (crossRegion === null) {
    return [
      toOption(kind, 'unknown', 'What AWS offers of this kind to other Regions is not listed anywhere.'),
    ];
  }
  if (!crossRegion.ok) {
    const { message, cause } = crossRegion.failure;
    const told = `What AWS offers from ${question.serviceRegion} to ${question.region} was not read: ${message ?? cause}.`;
    return [toOption(kind, 'unknown', told)];
  }
  const { isOffered, names } = crossRegion.value;
  if (isOffered === null) {
    return [
      toOption(kind, 'unknown', `Whether this account may connect to ${world.asked.name} was not read.`),
    ];
  }
  if (!isOffered) return [toOption(kind, 'no', refusedText(world, names))];
  const own = ownEndpoint(world);
  if (own !== null) return [toOption(kind, own.answer, `${offeredText(world)} ${own.because}`, own)];
  const steps = [
    ...(isRegionEnabled === false ? [enableRegion(question.accountId, question.serviceRegion)] : []),
    allowMultiRegion(question.accountId),
    ...createOwn(world, question.serviceRegion),
  ];
  return [toOption(kind, 'yes', offeredText(world), { steps })];
};
