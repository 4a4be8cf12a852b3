import { spawnSync } from 'node:child_process';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';
import { describe, expect, it } from 'vitest';
import * as profiles from '#model/wire/route53-profiles.ts';
import * as resolver from '#model/wire/route53-resolver.ts';

/*
 * Our own schemas of operations that npm has no client for, against botocore's service models: an independent
 * account of the same wire. botocore comes with moto and the AWS CLI; without it this lane is skipped.
 */

type Shape = {
  type: string;
  members?: Record<string, { shape: string; location?: string; locationName?: string }>;
  member?: { shape: string };
};
type Model = {
  metadata: Record<string, string>;
  operations: Record<
    string,
    { http: { method: string; requestUri: string }; input: { shape: string }; output: { shape: string } }
  >;
  shapes: Record<string, Shape>;
};

const script =
  'import botocore.loaders, json, sys; print(json.dumps(botocore.loaders.Loader().load_service_model(sys.argv[1], "service-2")))';
const modelOf = (service: string): Model | null => {
  const { status, stdout } = spawnSync('python3', ['-c', script, service], { maxBuffer: 64_000_000 });
  return status === 0 ? (JSON.parse(stdout.toString()) as Model) : null;
};

const services = [
  { service: 'route53resolver', told: resolver.route53Resolver, module: resolver },
  { service: 'route53profiles', told: profiles.route53Profiles, module: profiles },
].map((entry) => ({ ...entry, model: modelOf(entry.service) }));

const isHere = services.every(({ model }) => model !== null);
if (!isHere) console.log('botocore lane: skipped, python3 has no botocore');

const typeOf = (schema: NormalizedSchema): string => {
  if (schema.isListSchema()) return 'list';
  if (schema.isStructSchema()) return 'structure';
  if (schema.isTimestampSchema()) return 'timestamp';
  return schema.isNumericSchema() ? 'integer' : 'string';
};

/** Each member that we name is botocore's, of its type, in its place; what we do not name is not asked or read. */
const expectMembers = (schema: NormalizedSchema, shapeName: string, { shapes }: Model): void => {
  const members = shapes[shapeName]?.members ?? {};
  for (const [name, memberSchema] of schema.structIterator()) {
    const member = NormalizedSchema.of(memberSchema);
    const told = members[name];
    const shape = shapes[told?.shape ?? ''];
    expect(`${name}: ${typeOf(member)}`).toBe(`${name}: ${shape?.type}`);
    const { httpQuery, httpLabel } = member.getMergedTraits();
    expect({ name, query: httpQuery, isLabel: httpLabel === 1 }).toEqual({
      name,
      query: told?.location === 'querystring' ? told.locationName : undefined,
      isLabel: told?.location === 'uri',
    });
    if (member.isListSchema())
      expectMembers(member.getValueSchema(), shape?.member?.shape ?? '', { shapes } as Model);
  }
};

describe.skipIf(!isHere)('botocore', () => {
  it.each(services)('$service is signed and spoken to as botocore does', ({ model, told }) => {
    const metadata = model?.metadata ?? {};
    expect(told.serviceId).toBe(metadata['serviceId']);
    expect(told.signingName).toBe(metadata['signingName'] ?? metadata['endpointPrefix']);
    expect(told.signingName, 'the first label of its endpoints').toBe(metadata['endpointPrefix']);
    expect('target' in told ? told.target : undefined).toBe(metadata['targetPrefix']);
    expect([metadata['protocol'], metadata['jsonVersion']]).toEqual([
      'target' in told ? 'json' : 'rest-json',
      '1.1',
    ]);
  });

  const operations = services.flatMap(({ model, module }) =>
    Object.values(module)
      .filter((value): value is StaticOperationSchema => Array.isArray(value))
      .map((schema) => ({ name: schema[2], schema, model })),
  );

  it('has every operation', () => expect(operations).toHaveLength(4));

  it.each(operations)('$name has botocore’s path and members', ({ name, schema, model }) => {
    if (model === null) throw new Error('no model');
    const operation = model.operations[name];
    const traits = schema[3];
    expect(typeof traits === 'object' ? traits.http?.slice(0, 2) : ['POST', '/']).toEqual([
      operation?.http.method,
      operation?.http.requestUri,
    ]);
    expectMembers(NormalizedSchema.of(schema[4]), operation?.input.shape ?? '', model);
    expectMembers(NormalizedSchema.of(schema[5]), operation?.output.shape ?? '', model);
  });
});
