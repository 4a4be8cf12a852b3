import * as fc from 'fast-check';
import type { ConnectionPath } from '#model/path.ts';
import { hopNames, pathClasses, verdicts } from '#model/words.ts';

type Parts = 'consumer' | 'endpoint' | 'service' | 'dns';

/** What a test sets of a path; of its parts as much as it likes. */
export type PathFields = Partial<Omit<ConnectionPath, Parts>> & {
  [Part in Parts]?: Partial<ConnectionPath[Part]>;
};

/** A usable path of Bedrock from Tokyo to Oregon over a peering, but for what a test sets. */
export const aConnectionPath = ({
  consumer,
  endpoint,
  service,
  dns,
  ...fields
}: PathFields = {}): ConnectionPath => ({
  id: 'vpc-1/pcx-1/vpce-1',
  class: 'peering-routed-bedrock',
  verdict: 'usable',
  unknownReason: null,
  family: 'ipv4',
  provided: [],
  notAssessed: [],
  consumer: {
    accountId: '111122223333',
    accountName: 'tokyo-workloads',
    region: 'ap-northeast-1',
    vpcId: 'vpc-1',
    ...consumer,
  },
  peeringId: 'pcx-1',
  endpoint: {
    accountId: '444455556666',
    region: 'us-west-2',
    vpcId: 'vpc-2',
    vpcEndpointId: 'vpce-1',
    type: 'Interface',
    state: 'available',
    ...endpoint,
  },
  service: {
    name: 'com.amazonaws.us-west-2.bedrock-runtime',
    region: 'us-west-2',
    owner: 'amazon',
    ownerSource: 'service-details',
    family: 'bedrock',
    ports: [443],
    ...service,
  },
  dns: { name: 'bedrock-runtime.us-west-2.amazonaws.com', resolves: 'endpoint', ...dns },
  hops: hopNames.map((name) => ({
    name,
    status: 'pass',
    resource: `${name}-1`,
    detail: `${name} lets it pass`,
  })),
  firstFailedHop: null,
  fix: null,
  subnets: [],
  because: 'It is of the Bedrock family.',
  ...fields,
});

/** Regions as a path may tell them: known ones, near and far, secret ones, odd ones, none. */
const regions = fc.option(
  fc.oneof(
    fc.constantFrom(
      'ap-northeast-1',
      'ap-northeast-3',
      'us-west-2',
      'us-east-1',
      'eu-central-1',
      'eu-central-2',
    ),
    fc.constantFrom('us-iso-east-1', 'xx-nowhere-9', 'constructor', '__proto__', ''),
  ),
  { freq: 8 },
);

/** Paths between any Regions, of any class and verdict. */
export const arbitraryPath: fc.Arbitrary<ConnectionPath> = fc
  .record({
    consumer: regions,
    endpoint: regions,
    service: regions,
    class: fc.constantFrom(...pathClasses),
    verdict: fc.constantFrom(...verdicts),
  })
  .map(({ consumer, endpoint, service, ...told }) =>
    aConnectionPath({
      ...told,
      consumer: { region: consumer },
      endpoint: { region: endpoint },
      service: { region: service },
    }),
  );
