import type { ConnectionPath } from '#model/path.ts';
import { consumerText } from './path-subject.ts';

/** A path in a few words, for titles: none that not every run reads. */
export const pathText = (path: ConnectionPath): string => {
  const { service, endpoint } = path;
  const to = service.name === null ? '' : ` to ${service.name} in ${service.region ?? 'an unknown Region'}`;
  return `${consumerText(path)}${to} through ${endpoint.vpcEndpointId}`;
};
