/** Where a name ends in a VPC, whichever endpoint was meant, and what decided it. */
export type End = {
  /** The endpoint, zone, rule or options that decided; null when none did. */
  resource: string | null;
  /** In a sentence. */
  detail: string;
} & (
  | { kind: 'endpoint'; vpcEndpointId: string }
  | { kind: 'address'; address: string }
  | { kind: 'other-name' | 'public' | 'nxdomain' | 'unknown' }
);

export const unknown = (resource: string | null, detail: string): End => ({
  kind: 'unknown',
  resource,
  detail,
});
