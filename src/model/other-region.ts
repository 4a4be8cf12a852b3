import type { ConnectionPath } from './path.ts';

/** The Region of a path's service where it is another than its client's; null where one of them is not known, too. */
export const otherRegion = ({
  consumer,
  service,
}: Pick<ConnectionPath, 'consumer' | 'service'>): string | null =>
  consumer.region === null || consumer.region === service.region ? null : service.region;
