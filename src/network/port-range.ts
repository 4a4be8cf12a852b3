/** TCP ports `from` to `to`, both included. */
export type PortRange = { readonly from: number; readonly to: number };

/**
 * The ports Lambda functions and NAT gateways answer on:
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html#nacl-ephemeral-ports
 */
export const anyClientPorts: PortRange = { from: 1024, to: 65_535 };

/** Every port that a service could listen on. */
export const allPorts: PortRange = { from: 1, to: 65_535 };

/** `TCP 443` or `TCP 1024-65535`. */
export const tcpText = ({ from, to }: PortRange): string => `TCP ${from === to ? from : `${from}-${to}`}`;

/** TCP by the numbers and names EC2 writes; `-1` is every protocol. Null when nothing was written. */
export const matchesTcp = (protocol: string | undefined): boolean | null => {
  if (protocol === undefined) return null;
  return ['-1', 'all', '6', 'tcp'].includes(protocol.toLowerCase());
};

/** Does the rule speak of every protocol, and so of every port? */
export const isEveryProtocol = (protocol: string | undefined): boolean =>
  protocol === '-1' || protocol?.toLowerCase() === 'all';
