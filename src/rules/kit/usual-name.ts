import type { ConnectionPath } from '#model/path.ts';
import { toDomain } from '#network/names/domain.ts';
import { ownNames } from '#network/names/targets.ts';
import type { Network } from '#network/network.ts';
import { endpointOf } from './path-subject.ts';

/**
 * The name that clients of the service use anyway, whatever endpoint there is; null when it was not told, or there is none
 * but what AWS made for this endpoint alone, which nobody uses without meaning to.
 */
export const usualNameOf = (network: Network, path: ConnectionPath): string | null => {
  const { name } = path.dns;
  if (name === null) return null;
  const own = ownNames(endpointOf(network, path)).map(toDomain);
  return own.includes(toDomain(name)) ? null : name;
};
