import { keepIf } from './keep-if.ts';
import type { IdRules } from './redact-id.ts';

/** Domains that only AWS hands out names in. */
const awsDomains = [
  'amazonaws.com',
  'amazonaws.com.cn',
  'amazonaws.eu',
  'api.aws',
  'api.amazonwebservices.com.cn',
  'api.amazonwebservices.eu',
  'c2s.ic.gov',
  'csp.hci.ic.gov',
  'on.aws',
  'sagemaker.aws',
  'cloud.adc-e.uk',
  'sc2s.sgov.gov',
];
const isWithin = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);

const region =
  /^(?:[a-z]{2}|eusc)(?:-(?:gov|de|iso[a-z]?))?-(?:north|south|east|west|central|(?:north|south)(?:east|west))-\d{1,2}$/;

/** A Region's name as AWS makes them, and nothing that only looks like one. */
export const isRegion = (value: string): boolean => region.test(value);

/** A wildcard, and how Route 53 writes it. */
const wildcards = new Set(['*', String.raw`\052`]);
/** Labels that AWS puts left of a service's own: `api.ecr`, `*.dkr.ecr`, `runtime.sagemaker`. */
const awsLabels = new Set(['api', 'control', 'data', 'dkr', 'dualstack', 'runtime', 'vpce']);

/** `vpce-0f…`, `vpce-0f…-1a2b3c4d`, `vpce-0f…-1a2b3c4d-us-west-2a`, `vpce-svc-0f…` */
const endpointLabel = /^(vpce(?:-svc)?-[0-9a-f]+)(?:-([0-9a-z]{8}))?(-[a-z]{2,4}(?:-[a-z]+)+-\d[a-z])?$/;
const serviceLabel = /^(?!vpce-|\d+$)[a-z0-9-]{2,40}$/;

const servicePrefix =
  /^(?:(?:cn\.)?com\.amazonaws|eu\.amazonaws|aws\.api|api\.aws|aws\.sagemaker|gov\.(?:ic\.c2s|sgov\.sc2s|ic\.hci\.csp)|uk\.adc-e\.cloud)\.[a-z0-9.-]+$/i;

/**
 * Names that are part AWS's, part the customer's. A name is replaced label by label, each always by the same one, so
 * that names that were equal, or within one another, still are; that is what DNS verdicts rest on.
 */
export const createNameRules = ({ text, account, id }: IdRules) => {
  const label = keepIf({ test: (value) => wildcards.has(value) }, text);

  const awsLabel = (value: string): string => {
    if (awsLabels.has(value) || region.test(value)) return value;
    if (/^\d{12}$/.test(value)) return account(value);
    const [, endpoint, suffix, zone = ''] = endpointLabel.exec(value) ?? [];
    if (endpoint === undefined) return label(value);
    return `${id(endpoint)}${suffix === undefined ? '' : `-${text(suffix).slice(-8)}`}${zone}`;
  };

  /** The labels left of an AWS domain: `…, service, Region?, vpce?`. Only AWS can be at the service's place. */
  const awsHost = (labels: readonly string[]): string[] => {
    const service = labels.findLastIndex((value) => value !== 'vpce' && !region.test(value));
    return labels.map((value, index) =>
      index === service && serviceLabel.test(value) ? value : awsLabel(value),
    );
  };

  const host = (value: string): string => {
    const name = value.toLowerCase().replace(/\.$/, '');
    const dot = value.endsWith('.') ? '.' : '';
    // A private zone `com.` would hide every AWS name: such parents of AWS's domains keep their names.
    if (name === '' || awsDomains.some((domain) => isWithin(domain, name))) return `${name}${dot}`;
    const domain = awsDomains.find((candidate) => isWithin(name, candidate));
    if (domain === undefined) return `${name.split('.').map(label).join('.')}${dot}`;
    const labels = name.slice(0, -domain.length - 1).split('.');
    return `${[...awsHost(labels), domain].join('.')}${dot}`;
  };

  const serviceIdOrWord = (value: string): string => {
    if (/^\d{12}$/.test(value)) return account(value);
    return value.startsWith('vpce-svc-') || /-[0-9a-f]{17}$/.test(value) ? id(value) : value;
  };

  /** AWS's own service names stay; the ID within an endpoint service's name is replaced. */
  const service = (value: string): string =>
    servicePrefix.test(value) ? value.split('.').map(serviceIdOrWord).join('.') : text(value);

  return { host, service };
};
