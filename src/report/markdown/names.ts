import type { PathSketch } from '../path-changes.ts';
import { code, text } from './text.ts';

/** `` `111122223333` (network-hub) ``. */
export const accountCell = (accountId: string | null, name: string | null = null): string => {
  const id = accountId === null ? 'not known' : code(accountId);
  return name === null ? id : `${id} (${text(name, 80)})`;
};

/** Where the client is. */
export const consumerCell = ({ consumer }: PathSketch): string =>
  [
    accountCell(consumer.accountId, consumer.accountName),
    text(consumer.region ?? '?', 40),
    code(consumer.vpcId ?? '?'),
  ].join(' ');

/** The service by the part of its name that is not the Region's prefix. */
export const serviceCell = ({ service: { name, region } }: PathSketch): string =>
  `${code(name?.split(`.${region}.`).at(-1) ?? '-')} in ${text(region ?? '?', 40)}`;

export const viaCell = ({ peeringId, endpoint }: PathSketch): string =>
  [...(peeringId === null ? [] : [code(peeringId)]), code(endpoint.vpcEndpointId)].join(' > ');
