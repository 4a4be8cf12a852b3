import type { ConnectionPath } from '#model/path.ts';

/** The Regions a path leads from and to, as AWS names them; null for one that nobody told. */
export type PathEnds = { from: string | null; to: string | null };

/**
 * From the client's Region to the service's. A path that leaves for an endpoint in another Region and comes back to a
 * service at home has crossed all the same: it leads to that endpoint's Region.
 */
export const endsOf = ({
  consumer,
  endpoint,
  service,
}: Pick<ConnectionPath, 'consumer' | 'endpoint' | 'service'>): PathEnds => {
  const from = consumer.region;
  const to = service.region ?? endpoint.region;
  return { from, to: to === from ? (endpoint.region ?? to) : to };
};
