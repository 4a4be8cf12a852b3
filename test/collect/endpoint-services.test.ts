import { describe, expect, it } from 'vitest';
import { toIsComplete, toScopeCoverage } from '#app/coverage.ts';
import { type Inventory, operations } from '#model/inventory.ts';
import type { Scope } from '#model/scope.ts';
import type { FaultRule } from '#sandbox/faults/plan.ts';
import { collectorOf, hubAccount, snapshotOfScopes } from '#test/builders/collector.ts';

const oregon: Scope = { accountId: hubAccount, region: 'us-west-2' };
const configurations = 'ec2:DescribeVpcEndpointServiceConfigurations';
const permissions = 'ec2:DescribeVpcEndpointServicePermissions';
const connections = 'ec2:DescribeVpcEndpointConnections';
const endpointsAndPeerings = { 'ec2:DescribeVpcEndpoints': 1, 'ec2:DescribeVpcPeeringConnections': 1 };

const provider = (services: Inventory['ServiceConfigurations'], fields: Inventory = {}): Inventory => ({
  VpcEndpoints: [],
  VpcPeeringConnections: [],
  ServiceConfigurations: services,
  VpcEndpointConnections: [],
  ...fields,
});

const everyone = { PrincipalType: 'All', Principal: '*' };
const connection = (serial: number, ServiceId = 'vpce-svc-1') => ({
  VpcEndpointId: `vpce-${1000 + serial}`,
  ServiceId,
  VpcEndpointOwner: '999999999999',
  VpcEndpointState: 'available',
  VpcEndpointRegion: 'eu-west-1',
});
const oneService = provider([{ ServiceId: 'vpce-svc-1', AllowedPrincipals: [everyone] }], {
  VpcEndpointConnections: [connection(1)],
});

const collect = async (inventory: Inventory, faults: readonly FaultRule[] = []) => {
  const run = collectorOf(snapshotOfScopes([], [oregon, inventory]), faults);
  return { inventory: await run.collect(oregon), calls: run.sandbox.calls() };
};

const isComplete = (inventory: Inventory, operation: string): boolean =>
  toIsComplete([toScopeCoverage(oregon, inventory)])(oregon, operation);

describe('a scope that offers endpoint services', () => {
  it('tells who may connect to each, and who did', async () => {
    const services = [
      { ServiceId: 'vpce-svc-1', AllowedPrincipals: [everyone] },
      { ServiceId: 'vpce-svc-2', AllowedPrincipals: [] },
    ];
    const told = [connection(1, 'vpce-svc-1'), connection(2, 'vpce-svc-2')];
    const { inventory, calls } = await collect(provider(services, { VpcEndpointConnections: told }));
    expect(inventory.ServiceConfigurations).toEqual(services);
    expect(inventory.VpcEndpointConnections).toEqual(told);
    expect(inventory.Coverage).toBeUndefined();
    expect(isComplete(inventory, operations.ServiceConfigurations)).toBe(true);
    expect(calls).toEqual({
      ...endpointsAndPeerings,
      [configurations]: 1,
      [permissions]: 2,
      [connections]: 1,
    });
  });

  it('is read to the last page', async () => {
    const AllowedPrincipals = Array.from({ length: 1001 }, (_, index) => ({
      PrincipalType: 'Account',
      Principal: `arn:aws:iam::${100_000_000_000 + index}:root`,
    }));
    const VpcEndpointConnections = Array.from({ length: 1001 }, (_, index) => connection(index));
    const told = provider([{ ServiceId: 'vpce-svc-1', AllowedPrincipals }], { VpcEndpointConnections });
    const { inventory, calls } = await collect(told);
    expect(inventory.ServiceConfigurations).toEqual(told.ServiceConfigurations);
    expect(inventory.VpcEndpointConnections).toHaveLength(1001);
    expect(calls).toMatchObject({ [permissions]: 2, [connections]: 2 });
  });
});

describe('what could not be read is not taken for nothing', () => {
  it.each<FaultRule['fault']>(['access-denied', 'empty-body'])(
    'permissions: %s leaves the services without, and they are not whole',
    async (fault) => {
      const { inventory } = await collect(oneService, [{ fault, operation: permissions }]);
      expect(inventory.ServiceConfigurations).toEqual([{ ServiceId: 'vpce-svc-1' }]);
      expect(inventory.VpcEndpointConnections).toEqual(oneService.VpcEndpointConnections);
      expect(Object.keys(inventory.Coverage ?? {})).toEqual(['DescribeVpcEndpointServicePermissions']);
      expect(isComplete(inventory, operations.ServiceConfigurations)).toBe(false);
      expect(isComplete(inventory, operations.VpcEndpointConnections)).toBe(true);
    },
  );

  it('of one service alone: the other’s are kept', async () => {
    const services = [
      { ServiceId: 'vpce-svc-1' },
      { ServiceId: 'vpce-svc-2', AllowedPrincipals: [everyone] },
    ];
    const { inventory } = await collect(provider(services));
    expect(inventory.ServiceConfigurations).toEqual(services);
    expect(isComplete(inventory, operations.ServiceConfigurations)).toBe(false);
  });

  it.each<FaultRule['fault']>(['access-denied', 'empty-body'])(
    'connections: %s loses them alone',
    async (fault) => {
      const { inventory } = await collect(oneService, [{ fault, operation: connections }]);
      expect(inventory).not.toHaveProperty('VpcEndpointConnections');
      expect(Object.keys(inventory.Coverage ?? {})).toEqual(['DescribeVpcEndpointConnections']);
      expect(inventory.ServiceConfigurations).toEqual(oneService.ServiceConfigurations);
    },
  );

  it('services: nothing is asked of them, and nothing of them is known', async () => {
    const { inventory, calls } = await collect(oneService, [
      { fault: 'access-denied', operation: configurations },
    ]);
    expect(calls).toEqual({ ...endpointsAndPeerings, [configurations]: 1 });
    expect(inventory).not.toHaveProperty('ServiceConfigurations');
    expect(inventory).not.toHaveProperty('VpcEndpointConnections');
    expect(inventory.Coverage).toMatchObject({
      DescribeVpcEndpointServiceConfigurations: { complete: false, cause: 'access-denied' },
      DescribeVpcEndpointConnections: {
        complete: false,
        cause: 'access-denied',
        message: 'depends on DescribeVpcEndpointServiceConfigurations, which was not read',
      },
    });
  });
});
