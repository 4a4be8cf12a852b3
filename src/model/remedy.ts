import type { Cause, Denier } from './coverage.ts';

const byDenier: Readonly<Record<Denier, string>> = {
  'role-missing':
    "Create the role in that account, or let its trust policy admit the caller's account, organization and external ID.",
  scp: 'Exclude that Region or account in the configuration, or exempt the role from the service control policy.',
  policy:
    'Allow the action in the policies of the role that reads there; `doctor --print-policy` prints what it needs.',
};

const byCause: Readonly<Record<Exclude<Cause, 'access-denied'>, string>> = {
  'region-disabled': 'Enable the Region in that account, or exclude it in the configuration.',
  'not-enabled': 'Enable the service in that account and Region, or exclude it in the configuration.',
  throttled: "Run again when the account's other callers are quieter, or ask AWS to raise its request rate.",
  'expired-credentials':
    "Renew the caller's credentials, and look at the clock of the machine if they are new.",
  network: 'Look at the name resolution, routes, proxy and firewall between here and the AWS endpoint.',
  'malformed-response':
    'Run again; if it stays, look at what answers in the place of AWS: a proxy, AWS_ENDPOINT_URL, a VPC endpoint.',
  timeout: 'Run again, with more time or fewer accounts and Regions if the run itself was cut short.',
  unknown:
    'Look the code up in the documentation of the service; AWS may have had trouble of its own: run again.',
};

/** What the operator should do about a failure, in one sentence. */
export const remedyOf = ({ cause, by }: { cause: Cause; by?: Denier | null | undefined }): string =>
  cause === 'access-denied' ? byDenier[by ?? 'policy'] : byCause[cause];
