import { openCaller } from '#app/connect.ts';
import { doctor as runDoctor } from '#app/doctor/doctor.ts';
import { printPolicies } from '#app/doctor/print-policies.ts';
import { type DoctorFormat, doctorRenderers } from '#app/doctor/render.ts';
import { loadConfig } from '#app/load-config.ts';
import { exitCodes } from '../exit-codes.ts';
import { reachOf, type SourceOptions, toRoles, toSelection } from '../source.ts';
import { columns, print, tell } from '../terminal.ts';

export type DoctorCommandOptions = Omit<SourceOptions, 'snapshot'> & {
  config?: string;
  format: DoctorFormat;
  printPolicy?: boolean;
};

export const doctor = async (options: DoctorCommandOptions): Promise<number> => {
  // The SDK reads the profile from the environment, for Regions as well as for credentials.
  if (options.profile !== undefined) process.env['AWS_PROFILE'] = options.profile;
  const config = await loadConfig(options.config ?? null, process.env);
  const roles = toRoles(options, config);
  if (options.printPolicy) {
    await print(await printPolicies({ roles, regions: options.regions ?? null }));
    return exitCodes.done;
  }
  const opened = await openCaller();
  try {
    const isOrganization = options.organization ?? false;
    const reach = reachOf(isOrganization ? roles : null, true);
    tell(`as ${opened.caller.arn}: ${reach}; nothing is changed`);
    const report = await runDoctor({
      opened,
      config,
      isOrganization,
      roles,
      externalId: process.env['VPC_PATH_AUDITOR_EXTERNAL_ID']?.trim() || config.role.externalId,
      profile: process.env['AWS_PROFILE'] || null,
      selection: toSelection(options),
      clock: () => new Date(),
    });
    await print(doctorRenderers[options.format](report, { columns: columns() }));
    return report.ok ? exitCodes.done : exitCodes.incomplete;
  } finally {
    opened.aws.close();
  }
};
