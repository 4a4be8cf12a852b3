import { describe, expect, it } from 'vitest';
import { mayServe, servedDomains } from '#collect/served-domains.ts';

const domainsIn = (region: string) => servedDomains({}, { accountId: '111122223333', region });

describe('servedDomains', () => {
  it.each([
    ['us-west-2', ['amazonaws.com', 'api.aws']],
    ['cn-north-1', ['amazonaws.com.cn', 'api.amazonwebservices.com.cn']],
    ['eusc-de-east-1', ['amazonaws.eu', 'api.amazonwebservices.eu']],
  ])("of %s are its partition's", (region, domains) => {
    expect(domainsIn(region)).toEqual(domains);
  });

  it('hold the private names of the services, wildcards by their parent', () => {
    const ServiceDetails = [
      {
        ServiceName: 'a',
        PrivateDnsName: '*.Svc.Example.com',
        PrivateDnsNames: [{ PrivateDnsName: 'b.example.org' }],
      },
    ];
    expect(servedDomains({ ServiceDetails }, { accountId: '111122223333', region: 'us-west-2' })).toEqual([
      'amazonaws.com',
      'api.aws',
      'svc.example.com',
      'b.example.org',
    ]);
  });
});

describe('mayServe', () => {
  it.each([
    ['amazonaws.com.', 'amazonaws.com', true],
    ['bedrock-runtime.us-west-2.AmazonAWS.com.', 'amazonaws.com', true],
    ['com.', 'amazonaws.com', true],
    ['notamazonaws.com.', 'amazonaws.com', false],
    ['amazonaws.com.example.org.', 'amazonaws.com', false],
    ['corp.internal.', 'amazonaws.com', false],
    ['example.com.', 'svc.example.com', true],
  ])('%s for %s: %s', (zone, domain, expected) => {
    expect(mayServe(zone, domain)).toBe(expected);
  });
});
