import { OrganizationsClient, type OrganizationsClientConfig } from '@aws-sdk/client-organizations';
import { partition } from '@aws-sdk/core/client';
import { makeBuilder } from '@smithy/core/client';
import { getEndpointPlugin } from '@smithy/core/endpoints';
import type { StaticOperationSchema } from '@smithy/types';

/** What the SDK generates into a client of its own; `protocol` is one of `@aws-sdk/core/protocols`. */
export type ServiceModel = {
  serviceId: string;
  /** Also the first label of the endpoints. */
  signingName: string;
  namespace: string;
  /** Of AWS JSON: what X-Amz-Target starts with. */
  target?: string;
  protocol: new (settings: ProtocolSettings) => object;
};

type ProtocolSettings = { defaultNamespace: string; serviceTarget: string };

type EndpointParameters = { Region?: string; Endpoint?: string; UseFIPS?: boolean; UseDualStack?: boolean };

const endpointParameters = {
  UseFIPS: { type: 'builtInParams', name: 'useFipsEndpoint' },
  Endpoint: { type: 'builtInParams', name: 'endpoint' },
  Region: { type: 'builtInParams', name: 'region' },
  UseDualStack: { type: 'builtInParams', name: 'useDualstackEndpoint' },
} as const;

const endpointOf =
  ({ signingName }: ServiceModel) =>
  ({ Region = '', Endpoint, UseFIPS, UseDualStack }: EndpointParameters) => {
    const { dnsSuffix, dualStackDnsSuffix } = partition(Region);
    const host = `${signingName}${UseFIPS === true ? '-fips' : ''}.${Region}.${UseDualStack === true ? dualStackDnsSuffix : dnsSuffix}`;
    return { url: new URL(Endpoint ?? `https://${host}`) };
  };

/**
 * A client of a service that npm has none for: the SDK's smallest client (endpoint, signing, retry, user agent),
 * told another service by the settings that every client of the SDK takes. `AWS_ENDPOINT_URL` and the rest of
 * the standard environment hold as for any other.
 */
export const createSchemaClient = (
  model: ServiceModel,
  config: OrganizationsClientConfig,
): OrganizationsClient => {
  const { serviceId, signingName, namespace, target = '', protocol } = model;
  const settings = {
    ...config,
    serviceId,
    signingName,
    protocol,
    protocolSettings: { defaultNamespace: namespace, serviceTarget: target },
    endpointProvider: endpointOf(model),
  };
  return new OrganizationsClient(settings as OrganizationsClientConfig);
};

export type SchemaCommand<Input extends object, Output extends object> = (
  client: OrganizationsClient,
  input: Input,
) => Promise<Output>;

/** Sends an operation by its schema. */
export const schemaCommand = <Input extends object, Output extends object>(
  { serviceId }: { serviceId: string },
  schema: StaticOperationSchema,
): SchemaCommand<Input, Output> => {
  const [, , name] = schema;
  const command = makeBuilder(endpointParameters, serviceId, `${serviceId}Client`, getEndpointPlugin);
  const Command = command({}, () => [], name, schema);
  return (client, input) => client.send(new Command(input) as never) as Promise<unknown> as Promise<Output>;
};
