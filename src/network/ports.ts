const https = [443];

/**
 * TCP ports of the AWS services that do not listen on 443, by the service's part of the name.
 * https://docs.aws.amazon.com/ses/latest/dg/send-email-set-up-vpc-endpoints.html,
 * https://docs.aws.amazon.com/keyspaces/latest/devguide/vpc-endpoints.html,
 * https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html
 */
const others: ReadonlyMap<string, number[]> = new Map([
  ['email-smtp', [587]],
  ['cassandra', [9142]],
  ['transfer.server', [22]],
]);

/** The TCP ports an AWS service listens on, by the service's part of its name. */
export const portsOf = (part: string): number[] => others.get(part.replace(/-fips$/, '')) ?? https;
