import type { DhcpOptions, Vpc } from '#model/records.ts';
import { quoted } from '../quoted.ts';
import { type End, unknown } from './end.ts';

const amazon = 'amazonprovideddns';

/**
 * What the VPC's DHCP options and DNS support make of every question; null when clients ask Route 53 Resolver.
 * https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html
 */
export const nameServerEnd = (vpc: Vpc, told: ReadonlyMap<string, DhcpOptions>): End | null => {
  const { DhcpOptionsId: id = null } = vpc;
  const options = told.get(id ?? '');
  if (options === undefined) {
    return unknown(
      id,
      `Which name servers ${vpc.VpcId} gives its clients is not known: its DHCP options were not told.`,
    );
  }
  const servers = (options.DhcpConfigurations ?? [])
    .filter(({ Key }) => Key === 'domain-name-servers')
    .flatMap(({ Values = [] }) => Values.flatMap(({ Value }) => Value ?? []));
  const other = servers.find((server) => server.trim().toLowerCase() !== amazon);
  if (other !== undefined) {
    return unknown(
      id,
      `DHCP options ${id} send clients of ${vpc.VpcId} to name server ${quoted(other)}, whose answers are not modelled.`,
    );
  }
  if (servers.length === 0) return unknown(id, `DHCP options ${id} name no name server.`);
  if (vpc.EnableDnsSupport?.Value === true) return null;
  const detail = `enableDnsSupport is off in ${vpc.VpcId}: Route 53 Resolver answers nothing there.`;
  return { kind: 'nxdomain', resource: vpc.VpcId, detail };
};
