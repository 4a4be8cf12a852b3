import type { Config } from '#model/config.ts';
import type { Outcome } from '#model/coverage.ts';
import { partitionOf } from '#model/partition.ts';
import { compareText } from '#model/scope.ts';
import { portsOf } from '#network/ports.ts';
import { quoted } from '#network/quoted.ts';
import { serviceNameKind, servicePart } from '#network/service-name.ts';
import { InputError } from '../input-error.ts';
import type { OfferedService } from './asker.ts';
import { nearest } from './distance.ts';

/** The service that was asked for. */
export type AskedService = {
  kind: 'aws' | 'endpoint-service' | 'resource' | 'service-network';
  /** The whole name, or the ARN of what is no service. */
  name: string;
  /** `bedrock-runtime`; null when it is not AWS's own. */
  part: string | null;
  /** The types of endpoint that AWS offers it by, in lower case; null when that is not known. */
  types: readonly string[] | null;
  /** The name that its clients use; null when nobody told it. */
  hostName: string | null;
  /** Does a list of AWS's, or an endpoint, say that AWS has it there? False of what is not AWS's, which none lists. */
  isListed: boolean;
};

/** The TCP ports it listens on, as configured or known of AWS's services; null when they cannot be known. */
export const portsOfAsked = (
  { name, part }: AskedService,
  { servicePorts }: Pick<Config, 'servicePorts'>,
): number[] | null => {
  const key = [name, part].find((text) => text !== null && Object.hasOwn(servicePorts, text));
  return servicePorts[key ?? ''] ?? (part === null ? null : portsOf(part));
};

export type ServiceQuestion = {
  text: string;
  region: string;
  /** What AWS offers in that Region. */
  listed: Outcome<readonly OfferedService[]>;
  /** Names of services in that Region that were seen otherwise: of endpoints, and of cross-Region offers. */
  seen: readonly string[];
  /** The names of Regions that are known. */
  regions: readonly string[];
};

const arn = /^arn:[\w-]+:vpc-lattice:([\w-]+):\d{12}:(resourceconfiguration|servicenetwork)\/[\w-]+$/;
const plainName = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;

/** No name of AWS's is as long. */
const longest = 256;

/** How AWS begins the names of a partition's services, as far as it is not `com.amazonaws`. */
const prefixes: Readonly<Record<string, string>> = {
  'aws-cn': 'cn.com.amazonaws',
  'aws-eusc': 'eu.amazonaws',
  'aws-iso': 'gov.ic.c2s',
  'aws-iso-b': 'gov.sgov.sc2s',
  'aws-iso-e': 'uk.adc-e.cloud',
  'aws-iso-f': 'gov.ic.hci.csp',
};

const byConvention = (part: string, region: string): string =>
  `${prefixes[partitionOf(region)] ?? 'com.amazonaws'}.${region}.${part}`;

const ofArn = (text: string, region: string): AskedService | null => {
  const [, own, type] = arn.exec(text) ?? [];
  if (own === undefined) return null;
  if (own !== region) throw new InputError(`service: ${text} is in ${own}, and not in ${region}`);
  const kind = type === 'servicenetwork' ? 'service-network' : 'resource';
  return { kind, name: text, part: null, types: null, hostName: null, isListed: false };
};

const refuseOtherRegion = (name: string, { region, regions }: ServiceQuestion): void => {
  const labels = new Set(name.split('.'));
  const other = regions.find((one) => one !== region && labels.has(one));
  if (other !== undefined && !labels.has(region)) {
    throw new InputError(`service: ${name} is in ${other}, and the service Region is ${region}`);
  }
};

const refusal = (text: string, { region, listed, seen }: ServiceQuestion): InputError => {
  const names = [...new Set([...(listed.ok ? listed.value.map(({ name }) => name) : []), ...seen])];
  const parts = [...new Set(names.flatMap((name) => servicePart(name, region) ?? []))].toSorted(compareText);
  const near = nearest(servicePart(text, region) ?? text, parts, (part) => part);
  // Nothing is spelt alike: what is called after the same thing may be meant.
  const [word = ''] = text.split(/[-.]/);
  const related = near.length > 0 ? near : parts.filter((part) => part.split(/[-.]/)[0] === word).slice(0, 5);
  const hint = related.length === 0 ? '' : `; nearest: ${related.join(', ')}`;
  return new InputError(
    listed.ok
      ? `service: AWS offers ${listed.value.length} services in ${region}, and none is called ${text}${hint}`
      : `service: nothing that was read in ${region} is called ${text}${hint}; if it is meant, give its whole name: ${byConvention(text, region)}`,
  );
};

/**
 * Which service is meant: by its whole name, its part (`bedrock-runtime`, `ecr.api`) or an ARN. One that AWS does not
 * list, or where it was not asked one that looks like a slip of the pen, is an InputError, with the nearest names.
 */
export const resolveService = (question: ServiceQuestion): AskedService => {
  const { region, listed, seen } = question;
  const given = question.text.trim();
  const lattice = ofArn(given, region);
  if (lattice !== null) return lattice;
  const text = given.toLowerCase();
  if (!plainName.test(text) || text.length > longest) {
    throw new InputError(
      `service: ${quoted(given)} is no name of a service, such as bedrock-runtime or com.amazonaws.us-west-2.bedrock-runtime`,
    );
  }
  const kind = serviceNameKind(text);
  refuseOtherRegion(text, question);
  if (kind === 'endpoint-service')
    return { kind, name: text, part: null, types: ['interface'], hostName: null, isListed: false };

  const offered = listed.ok ? listed.value : [];
  const names = [...offered.map(({ name }) => name), ...seen].toSorted(compareText);
  const name =
    names.find((known) => known.toLowerCase() === text) ??
    names.find((known) => servicePart(known, region) === text);
  if (name !== undefined) {
    const types = offered.filter((one) => one.name === name).flatMap((one) => one.types ?? []);
    return {
      kind: 'aws',
      name,
      part: servicePart(name, region),
      types: types.length === 0 ? null : types.map((type) => type.toLowerCase()),
      hostName: offered.find((one) => one.name === name)?.hostName ?? null,
      isListed: true,
    };
  }
  const parts = names.flatMap((known) => servicePart(known, region) ?? []);
  const isSlip = kind !== 'aws-service' && nearest(text, parts, (part) => part).length > 0;
  if (listed.ok || isSlip) throw refusal(text, question);
  const conventional = kind === 'aws-service' ? text : byConvention(text, region);
  return {
    kind: 'aws',
    name: conventional,
    part: servicePart(conventional, region),
    types: null,
    hostName: null,
    isListed: false,
  };
};
