import * as z from 'zod/mini';
import { hopNames, pathClasses, unknownReasons, verdicts } from './words.ts';

export type PathClass = (typeof pathClasses)[number];

export type Verdict = (typeof verdicts)[number];

export type HopName = (typeof hopNames)[number];

export const hopSchema = z.strictObject({
  name: z.enum(hopNames),
  status: z.enum(['pass', 'fail', 'unknown']),
  /** The resource that decided, e.g. a route table's ID; null when none did. */
  resource: z.nullable(z.string()),
  detail: z.string(),
});
export type Hop = z.infer<typeof hopSchema>;

const place = { accountId: z.nullable(z.string()), region: z.nullable(z.string()) };

/** A consumer VPC, a service, and the endpoint (perhaps over a peering) that joins them. */
export const connectionPathSchema = z.strictObject({
  /** Made of the VPC, peering and endpoint IDs alone: `vpc-1/pcx-1/vpce-1`, `-` for no peering. */
  id: z.string(),
  class: z.enum(pathClasses),
  verdict: z.enum(verdicts),
  unknownReason: z.nullable(z.enum(unknownReasons)),
  /** The address family the verdict is of: the better one of the two. */
  family: z.nullable(z.enum(['ipv4', 'ipv6'])),
  /** Conditions on the client under which the verdict holds, e.g. a security group it must carry. */
  provided: z.array(z.string()),
  notAssessed: z.array(z.string()),
  consumer: z.strictObject({ ...place, accountName: z.nullable(z.string()), vpcId: z.nullable(z.string()) }),
  peeringId: z.nullable(z.string()),
  endpoint: z.strictObject({
    ...place,
    vpcId: z.nullable(z.string()),
    vpcEndpointId: z.string(),
    type: z.nullable(z.string()),
    state: z.nullable(z.string()),
  }),
  service: z.strictObject({
    name: z.nullable(z.string()),
    region: z.nullable(z.string()),
    /** `amazon`, `aws-marketplace`, an account ID, or null when it cannot be told. */
    owner: z.nullable(z.string()),
    /** Where the owner was learnt: AWS said so, the name says so, or nobody did. */
    ownerSource: z.enum(['service-details', 'service-configuration', 'service-name', 'unknown']),
    family: z.nullable(z.enum(['bedrock'])),
    /** TCP ports the service listens on; null when they cannot be known. */
    ports: z.nullable(z.array(z.int())),
  }),
  dns: z.strictObject({
    name: z.nullable(z.string()),
    resolves: z.enum(['endpoint', 'elsewhere', 'public', 'nxdomain', 'unknown']),
  }),
  hops: z.array(hopSchema),
  firstFailedHop: z.nullable(z.enum(hopNames)),
  fix: z.nullable(z.string()),
  subnets: z.array(
    z.strictObject({
      subnetId: z.string(),
      cidr: z.string(),
      open: z.array(z.string()),
      stoppedBy: z.nullable(z.enum(hopNames)),
    }),
  ),
  /** The fact that decided the class, in a sentence. */
  because: z.string(),
});
export type ConnectionPath = z.infer<typeof connectionPathSchema>;
