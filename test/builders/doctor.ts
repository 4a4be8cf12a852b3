import type { HttpHandler } from '@smithy/core/protocols';
import { type DoctorOptions, doctor } from '#app/doctor/doctor.ts';
import { defaultRoles } from '#app/roles.ts';
import { createAws } from '#aws/clients.ts';
import { whoAmI } from '#aws/identity.ts';
import { configSchema } from '#model/config.ts';
import { type Check, type DoctorReport, doctorReportSchema } from '#model/doctor.ts';
import { type Asked, scriptedHandler, type Told, testCredentials } from './scripted-handler.ts';

type Wanted = Partial<
  Pick<DoctorOptions, 'isOrganization' | 'selection' | 'profile' | 'externalId' | 'roles'>
> & {
  config?: object;
  region?: string;
};

/** What `doctor` reports of the AWS that a request handler stands for; the report keeps its contract. */
export const examined = async (
  requestHandler: HttpHandler,
  { config = {}, region = 'us-west-2', ...asked }: Wanted = {},
): Promise<DoctorReport> => {
  let calls = 0;
  const aws = createAws({
    requestHandler,
    credentials: testCredentials,
    onCall: () => {
      calls += 1;
    },
  });
  const identity = await whoAmI(aws, region);
  if (!identity.ok) throw new Error(`nobody asks: ${identity.failure.message}`);
  const report = await doctor({
    opened: { aws, caller: identity.value, homeRegion: region, apiCalls: () => calls },
    config: configSchema.parse(config),
    isOrganization: false,
    roles: defaultRoles,
    externalId: null,
    profile: null,
    selection: { accounts: null, regions: null },
    clock: () => new Date('2026-11-22T00:00:00Z'),
    ...asked,
  });
  return doctorReportSchema.parse(report);
};

/**
 * The same AWS, but for what `answer` answers itself: real HTTP bodies by action, as in EC2's and STS's forms or in
 * X-Amz-Target.
 */
export const answering = (aws: HttpHandler, answer: (asked: Asked) => Told | undefined): HttpHandler => {
  let own: Told = { body: '' };
  const scripted = scriptedHandler(() => own);
  return {
    ...scripted,
    handle: async (request, options) => {
      const fields = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
      const action = fields.get('Action') ?? request.headers['x-amz-target'] ?? request.path;
      const told = answer({ request, fields, action });
      if (told === undefined) return aws.handle(request, options);
      own = told;
      return scripted.handle(request, options);
    },
  };
};

/** A refusal of an AWS JSON service. */
export const jsonError = (code: string, message: string, status = 400): Told => ({
  status,
  body: JSON.stringify({ __type: code, message }),
});

/** The checks that did not pass. */
export const problemsOf = ({ checks }: DoctorReport): Check[] =>
  checks.filter(({ status }) => status !== 'pass');
