/** The Region of an endpoint's service: AWS may leave `ServiceRegion` out where it is the endpoint's own. */
export const serviceRegionOf = (
  { ServiceRegion = '' }: { ServiceRegion?: string | undefined },
  own: string,
): string => ServiceRegion.trim().toLowerCase() || own;
