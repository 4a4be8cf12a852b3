import type { VpcEndpoint } from '#model/records.ts';

/** EC2's VpcEndpointType, as this version knows it. */
const endpointTypes = [
  'Interface',
  'Gateway',
  'GatewayLoadBalancer',
  'Resource',
  'ServiceNetwork',
  'Tunnel',
] as const;
export type EndpointType = (typeof endpointTypes)[number];

const byWord = new Map<string, EndpointType>(endpointTypes.map((type) => [type.toLowerCase(), type]));

/** The endpoint's type, in whatever letter case it came; null when it is absent or of a later date. */
export const endpointTypeOf = ({ VpcEndpointType: word = '' }: VpcEndpoint): EndpointType | null =>
  byWord.get(word.trim().toLowerCase()) ?? null;
