import { partition } from '@aws-sdk/core/client';
import type { Inventory } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';

/**
 * The domains whose names lead to services: those of the partition's API endpoints (`amazonaws.com`, `api.aws`), by
 * the SDK's own list, and the private DNS names of the services that this scope's endpoints name.
 */
export const servedDomains = ({ ServiceDetails = [] }: Inventory, { region }: Scope): string[] => {
  const { dnsSuffix, dualStackDnsSuffix } = partition(region);
  const privateNames = ServiceDetails.flatMap(({ PrivateDnsName, PrivateDnsNames = [] }) => [
    PrivateDnsName ?? [],
    ...PrivateDnsNames.map((name) => name.PrivateDnsName ?? []),
  ]).flat();
  return [...new Set([dnsSuffix, dualStackDnsSuffix, ...privateNames].map(bare))];
};

/** Could a zone of this name answer for a name of the domain? It is the domain, holds it, or lies under it. */
export const mayServe = (zone: string, domain: string): boolean =>
  bare(zone) === domain || isUnder(bare(zone), domain) || isUnder(domain, bare(zone));

const isUnder = (name: string, parent: string): boolean => name.endsWith(`.${parent}`);

/** Lower case, without the root's dot or a wildcard's first label. */
const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '').replace(/^\*\./, '');
