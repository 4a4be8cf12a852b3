import type { Hub } from '#test/infra/hub.ts';

/** A function as the stack's template deploys it, its references to the stack's other resources resolved. */
export type Deployed = {
  name: string;
  arn: string;
  handler: string;
  timeoutMs: number;
  memoryMegabytes: number;
  /** How the runtime writes its own lines, and which. */
  logging: { format: string; level: string };
  environment: Record<string, string>;
};

type Resource = { Type: string; Properties: Record<string, unknown> };

/** Where the stack is deployed to, in the lane. */
export const place = { accountId: '111111111111', region: 'us-west-2' };

const arnOf = (name: unknown): string =>
  `arn:aws:lambda:${place.region}:${place.accountId}:function:${String(name)}:live`;

const functionNames = (hub: Hub): Map<string, unknown> =>
  new Map(
    Object.entries(hub.template.findResources('AWS::Lambda::Function')).map(([id, { Properties }]) => [
      id,
      Properties.FunctionName,
    ]),
  );

/** What `Ref` answers for the kinds of resources that a function is told of. */
const physical = (hub: Hub, id: string): string => {
  const resource: Resource | undefined = hub.template.toJSON()['Resources'][id];
  const properties = resource?.Properties ?? {};
  if (resource?.Type === 'AWS::S3::Bucket') return id.toLowerCase();
  if (resource?.Type === 'AWS::SSM::Parameter') return String(properties['Name']);
  if (resource?.Type === 'AWS::Lambda::Alias') {
    const { Ref = '' } = properties['FunctionName'] as { Ref?: string };
    return arnOf(functionNames(hub).get(Ref));
  }
  throw new Error(`the lane knows no physical ID of ${id} (${resource?.Type})`);
};

const resolve = (hub: Hub, value: unknown): string => {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (Ref !== undefined) return physical(hub, Ref);
  if (join !== undefined) return join[1].map((part) => resolve(hub, part)).join(join[0]);
  throw new Error(`the lane cannot resolve ${JSON.stringify(value)}`);
};

export const deployedFunction = (hub: Hub, name: string): Deployed => {
  const FunctionName = `vpc-path-auditor-${name}`;
  const found = hub.template.findResources('AWS::Lambda::Function', { Properties: { FunctionName } });
  const [properties] = Object.values(found).map(({ Properties }) => Properties);
  const variables: Record<string, unknown> = properties.Environment.Variables;
  return {
    name: FunctionName,
    arn: arnOf(FunctionName),
    handler: properties.Handler,
    timeoutMs: properties.Timeout * 1000,
    memoryMegabytes: properties.MemorySize,
    logging: {
      format: properties.LoggingConfig.LogFormat,
      level: properties.LoggingConfig.ApplicationLogLevel,
    },
    environment: Object.fromEntries(
      Object.entries(variables).map(([key, value]) => [key, resolve(hub, value)]),
    ),
  };
};

/** The parameters that the stack makes, as SSM holds them. */
export const deployedParameters = (hub: Hub): Map<string, string> =>
  new Map(
    Object.values(hub.template.findResources('AWS::SSM::Parameter')).map(({ Properties }) => [
      Properties.Name,
      Properties.Value,
    ]),
  );
