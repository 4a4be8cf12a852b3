import { quoted } from '#network/quoted.ts';
import type { Candidate } from '#network/verdict.ts';
import { isInOwnVpc, ownerFact } from './candidate-facts.ts';
import type { PathClassRule } from './path-class.ts';

const reason = (candidate: Candidate): string => {
  const { consumer, endpoint, type, service } = candidate;
  if (consumer === null) return 'AWS did not say which VPC the endpoint is in.';
  if (type === null)
    return `The endpoint's type ${quoted(endpoint.record.VpcEndpointType ?? '')} is not known.`;
  if (type === 'Resource' || type === 'ServiceNetwork') {
    return `Only AWS services have a class over a peering, and the endpoint's type is ${type}.`;
  }
  if (service.name === null) return `The endpoint's type is ${type}, but it names no service.`;
  if (isInOwnVpc(candidate)) return `${ownerFact(service)}, which fits no class of a ${type} endpoint.`;
  return `Only AWS services have a class over a peering. ${ownerFact(service)}.`;
};

/** Whatever no other class takes, with the reason: nothing is dropped in silence. */
export const unclassified: PathClassRule = { class: 'unclassified', matches: reason };
