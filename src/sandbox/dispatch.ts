import { randomUUID } from 'node:crypto';
import type { Scope } from '#model/scope.ts';
import type { Credential } from './authorization.ts';
import { callerOf, credentialOf } from './authorization.ts';
import { AwsError } from './aws-error.ts';
import { callerArn } from './caller-arn.ts';
import type { ReadInput } from './codec/codec.ts';
import { jsonCodec } from './codec/json.ts';
import { operationName } from './codec/schema.ts';
import type { Serve } from './faults/fault.ts';
import type { Asked, Injected } from './faults/injector.ts';
import { faults } from './faults/registry.ts';
import type { ErrorCodes, Operation, Service } from './service.ts';
import { services } from './services.ts';
import type { State } from './state.ts';
import { inventoryOf } from './state.ts';
import type { Members, WireRequest, WireResponse } from './wire.ts';

/** What the dispatcher tells and asks around each call. */
export type Gate = {
  state: State;
  /** Called with the IAM action of every request for a known operation. */
  onCall: (action: string) => void;
  mayPass: (caller: { service: string; operation: string; scope: Scope }) => boolean;
  /** The fault that happens to this call, if any. */
  faultOf: (asked: Asked) => Injected | null;
};

const refuseBadInput = (
  { unknown, malformed, missing, input }: ReadInput,
  { parameters }: Operation,
  errors: ErrorCodes,
): Members => {
  const unsupported = [...unknown, ...Object.keys(input).filter((name) => !parameters.includes(name))];
  if (unsupported.length > 0) {
    throw new AwsError(errors.unknownParameter, `The parameter ${unsupported.join(', ')} is not recognized`);
  }
  if (malformed.length > 0) throw new AwsError(errors.invalidValue, `Malformed: ${malformed.join(', ')}`);
  if (missing.length > 0) {
    throw new AwsError(
      errors.missingParameter,
      `The request must contain the parameter ${missing.join(', ')}`,
    );
  }
  return input;
};

/** The role that a request to STS asks for, by its form. */
const roleAsked = ({ body }: WireRequest): { arn: string; accountId: string } | null => {
  const arn = new URLSearchParams(Buffer.from(body).toString()).get('RoleArn');
  const accountId = arn?.split(':')[4];
  return arn === null || accountId === undefined ? null : { arn, accountId };
};

const operationOf = (service: Service, request: WireRequest): Operation => {
  const asked = service.codec.operationAsked(
    request,
    service.operations.map(({ schema }) => schema),
  );
  const found = service.operations.find(({ schema }) => operationName(schema) === asked);
  if (found !== undefined) return found;
  throw new AwsError(
    service.errors.unknownOperation,
    `The action ${asked ?? request.path} is not valid here`,
  );
};

type Addressed = { service: Service; credential: Credential; request: WireRequest; requestId: string };

const answer = (gate: Gate, { service, credential, request, requestId }: Addressed): WireResponse => {
  const { state } = gate;
  const { errors } = service;
  const operation = operationOf(service, request);
  const name = operationName(operation.schema);
  const action = `${credential.service}:${name}`;
  gate.onCall(action);

  const { accessKeyId, region } = credential;
  const sessionToken = request.headers['x-amz-security-token'];
  const { accountId, session } = callerOf(state, errors, { accessKeyId, sessionToken });
  const scope = { accountId, region };
  if (service.regional && !operation.anyRegion && inventoryOf(state, scope) === undefined) {
    const { code, statusCode } = errors.badCredentials;
    throw new AwsError(code, `${region} is not an enabled Region of account ${accountId}.`, statusCode);
  }
  if (!gate.mayPass({ service: credential.service, operation: name, scope })) {
    throw new AwsError(errors.throttled.code, 'Rate exceeded', errors.throttled.statusCode);
  }
  const serve: Serve = (around = (input, handle) => handle(input)) => {
    const asked = refuseBadInput(service.codec.readInput(operation.schema, request), operation, errors);
    const bodyBytes = request.body.byteLength;
    const call = { state, errors, operation: name, scope, session, bodyBytes };
    const output = around(asked, (input) => operation.handle(input, call));
    return service.codec.writeOutput(operation.schema, output, requestId);
  };
  const role = name === 'AssumeRole' ? roleAsked(request) : null;
  const injected = gate.faultOf({
    scope: { accountId: role?.accountId ?? accountId, region },
    action,
    request,
  });
  if (injected === null) return serve();
  return faults[injected.fault](serve, {
    errors,
    action,
    callerArn: callerArn(scope, session),
    resource: role?.arn ?? '*',
    count: injected.count,
  });
};

const unserved = (credential: Credential | null, requestId: string): WireResponse =>
  jsonCodec.writeError(
    credential === null
      ? {
          statusCode: 403,
          code: 'MissingAuthenticationToken',
          message: 'The request is not signed.',
          requestId,
        }
      : {
          statusCode: 400,
          code: 'UnknownOperationException',
          message: `The sandbox does not speak for the service ${credential.service}.`,
          requestId,
        },
  );

/** Answers one request. What AWS would refuse is an error response; a broken snapshot or handler throws. */
export const dispatch = (gate: Gate, request: WireRequest): WireResponse => {
  const requestId = randomUUID();
  const credential = credentialOf(request);
  const service = services.get(credential?.service ?? '');
  if (credential === null || service === undefined) return unserved(credential, requestId);
  try {
    return answer(gate, { service, credential, request, requestId });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, message, statusCode } = error;
    return service.codec.writeError({ code, message, statusCode, requestId });
  }
};
