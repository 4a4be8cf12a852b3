import type { Step } from '#model/explanation.ts';
import type { Inventory, ScopedInventory } from '#model/inventory.ts';
import type { NetworkAclEntry, RouteTable } from '#model/records.ts';

/*
 * What the AWS CLI commands of a plan would do to the inventories, for the few that change what a path is judged by. A
 * command that this does not know is an error, so that no plan passes for tested that is not.
 */

/** Words of a shell line, by a reading of quotes of its own. */
export const words = (line: string): string[] =>
  (line.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? []).map((word) => word.replaceAll("'", ''));

type Command = { operation: string; options: Record<string, string[]> };

export const parse = (line: string): Command => {
  const [aws, service, operation, ...rest] = words(line);
  if (aws !== 'aws') throw new Error(`no command of the AWS CLI: ${line}`);
  const options: Record<string, string[]> = {};
  let current: string[] = [];
  for (const word of rest) {
    if (word.startsWith('--')) {
      current = [];
      options[word.slice(2)] = current;
    } else current.push(word);
  }
  return { operation: `${service} ${operation}`, options };
};

const value = ({ options }: Command, name: string): string => {
  const [first, ...others] = options[name] ?? [];
  if (first === undefined || others.length > 0) throw new Error(`--${name} has not one value`);
  return first;
};

const route = (tables: readonly RouteTable[], command: Command, isReplacing: boolean): RouteTable[] => {
  const tableId = value(command, 'route-table-id');
  const destination = value(command, 'destination-cidr-block');
  const held = tables.find(({ RouteTableId }) => RouteTableId === tableId);
  if (held === undefined) throw new Error(`no table ${tableId}`);
  const others = (held.Routes ?? []).filter((one) => one.DestinationCidrBlock !== destination);
  const isThere = others.length < (held.Routes ?? []).length;
  if (isThere !== isReplacing) throw new Error(`${command.operation}: ${destination} in ${tableId}`);
  const made = {
    DestinationCidrBlock: destination,
    VpcPeeringConnectionId: value(command, 'vpc-peering-connection-id'),
    State: 'active',
    Origin: 'CreateRoute',
  };
  return tables.map((table) => (table === held ? { ...held, Routes: [...others, made] } : table));
};

const ports = (text: string): { From: number; To: number } => {
  const [, from, to] = /^From=(\d+),To=(\d+)$/.exec(text) ?? [];
  return { From: Number(from), To: Number(to) };
};

const entry = (command: Command, RuleNumber: number): NetworkAclEntry => ({
  RuleNumber,
  Egress: command.options['egress'] !== undefined,
  Protocol: value(command, 'protocol'),
  PortRange: ports(value(command, 'port-range')),
  CidrBlock: value(command, 'cidr-block'),
  RuleAction: value(command, 'rule-action'),
});

const permission = (command: Command) => {
  const text = value(command, 'ip-permissions');
  const [, from, to, cidr] =
    /^IpProtocol=tcp,FromPort=(\d+),ToPort=(\d+),IpRanges=\[\{CidrIp=([\d./]+)\}\]$/.exec(text) ?? [];
  if (cidr === undefined) throw new Error(`--ip-permissions ${text}`);
  return { IpProtocol: 'tcp', FromPort: Number(from), ToPort: Number(to), IpRanges: [{ CidrIp: cidr }] };
};

const endpointIn = (inventory: Inventory, command: Command): Inventory => {
  const SubnetIds = command.options['subnet-ids'] ?? [];
  const interfaces = SubnetIds.map((SubnetId, index) => ({
    NetworkInterfaceId: `eni-new-${index}`,
    VpcId: value(command, 'vpc-id'),
    SubnetId,
    // Not the address that was supposed when the plan was made.
    PrivateIpAddress: (inventory.Subnets ?? [])
      .find((subnet) => subnet.SubnetId === SubnetId)
      ?.CidrBlock?.replace(/\.0\/\d+$/, '.77'),
    Groups: [{ GroupId: value(command, 'security-group-ids') }],
  }));
  return {
    ...inventory,
    NetworkInterfaces: [...(inventory.NetworkInterfaces ?? []), ...interfaces],
    VpcEndpoints: [
      ...(inventory.VpcEndpoints ?? []),
      {
        VpcEndpointId: 'vpce-new',
        VpcEndpointType: value(command, 'vpc-endpoint-type'),
        VpcId: value(command, 'vpc-id'),
        ServiceName: value(command, 'service-name'),
        ServiceRegion: command.options['service-region']?.[0],
        State: 'available',
        IpAddressType: 'ipv4',
        SubnetIds,
        NetworkInterfaceIds: interfaces.map(({ NetworkInterfaceId }) => NetworkInterfaceId),
        Groups: [{ GroupId: value(command, 'security-group-ids') }],
      },
    ],
  };
};

type Change = (inventory: Inventory, command: Command, count: number) => Inventory;

const changes: Record<string, Change> = {
  'ec2 create-route': (inventory, command) => ({
    ...inventory,
    RouteTables: route(inventory.RouteTables ?? [], command, false),
  }),
  'ec2 replace-route': (inventory, command) => ({
    ...inventory,
    RouteTables: route(inventory.RouteTables ?? [], command, true),
  }),
  'ec2 create-network-acl-entry': (inventory, command, count) => ({
    ...inventory,
    NetworkAcls: inventory.NetworkAcls?.map((acl) =>
      acl.NetworkAclId === value(command, 'network-acl-id')
        ? { ...acl, Entries: [entry(command, count), ...(acl.Entries ?? [])] }
        : acl,
    ),
  }),
  'ec2 create-security-group': (inventory) => ({
    ...inventory,
    SecurityGroups: [
      ...(inventory.SecurityGroups ?? []),
      { GroupId: 'SECURITY_GROUP_ID', IpPermissions: [] },
    ],
  }),
  'ec2 authorize-security-group-ingress': (inventory, command) => {
    const groupId = value(command, 'group-id');
    if (inventory.SecurityGroups?.every(({ GroupId }) => GroupId !== groupId))
      throw new Error(`no ${groupId}`);
    return {
      ...inventory,
      SecurityGroups: inventory.SecurityGroups?.map((group) =>
        group.GroupId === groupId
          ? { ...group, IpPermissions: [...(group.IpPermissions ?? []), permission(command)] }
          : group,
      ),
    };
  },
  'ec2 create-vpc-endpoint': endpointIn,
  'route53 create-hosted-zone': (inventory) => inventory,
  'route53 change-resource-record-sets': (inventory) => inventory,
};

/** A peering is accepted on both sides at once. */
const accepted = (inventory: Inventory, id: string): Inventory => ({
  ...inventory,
  VpcPeeringConnections: inventory.VpcPeeringConnections?.map((peering) =>
    peering.VpcPeeringConnectionId === id ? { ...peering, Status: { Code: 'active' } } : peering,
  ),
});

/** The inventories after each command of each step, in order, in the account and Region that the step names. */
export const applySteps = (
  inventories: readonly ScopedInventory[],
  steps: readonly Step[],
): ScopedInventory[] => {
  let state = [...inventories];
  let count = 0;
  for (const { accountId, region, commands } of steps) {
    for (const line of commands) {
      const command = parse(line);
      count += 1;
      const place = command.options['region']?.[0] ?? region;
      state = state.map(({ scope, inventory }) => {
        if (command.operation === 'ec2 accept-vpc-peering-connection') {
          return { scope, inventory: accepted(inventory, value(command, 'vpc-peering-connection-id')) };
        }
        if (command.operation.startsWith('route53 ')) return { scope, inventory };
        if (scope.accountId !== accountId || scope.region !== place) return { scope, inventory };
        const change = changes[command.operation];
        if (change === undefined) throw new Error(`what would this do: ${line}`);
        return { scope, inventory: change(inventory, command, count) };
      });
    }
  }
  return state;
};
