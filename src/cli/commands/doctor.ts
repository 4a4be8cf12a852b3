import { type Command, Option } from 'commander';
import { openCaller } from '#app/connect.ts';
import { doctor as runDoctor } from '#app/doctor/doctor.ts';
import { printPolicies } from '#app/doctor/print-policies.ts';
import { type DoctorFormat, doctorFormats, doctorRenderers } from '#app/doctor/render.ts';
import { loadConfig } from '#app/load-config.ts';
import { exitCodes } from '../exit-codes.ts';
import { accountList, filled, regionList } from '../options.ts';
import { reachOf, type SourceOptions, toRoles, toSelection } from '../source.ts';
import { columns, print, tell } from '../terminal.ts';

type DoctorCommandOptions = Omit<SourceOptions, 'snapshot'> & {
  config?: string;
  format: DoctorFormat;
  printPolicy?: boolean;
};

const doctor = async (options: DoctorCommandOptions): Promise<number> => {
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

/** Adds `doctor` to the command line. */
export const addDoctor = (program: Command, setExitCode: (code: number) => void): void => {
  program
    .command('doctor')
    .description('who am I, what may I read, is Security Hub on; and the commands that mend what is wrong')
    .option('--profile <name>', 'the AWS profile to use (or AWS_PROFILE)', filled)
    .option('--organization', 'look at every account of the organization, not only your own')
    .addOption(
      new Option('--role-name <name>', 'the role to assume in the other accounts')
        .argParser(filled)
        .implies({ organization: true }),
    )
    .addOption(
      new Option('--publish-role-name <name>', 'the role to publish through, where it is another')
        .argParser(filled)
        .implies({ organization: true }),
    )
    .option('--accounts <ids>', 'only these accounts, comma-separated', accountList)
    .option(
      '--regions <names>',
      'only these Regions, comma-separated; every action is tried in each',
      regionList,
    )
    .option(
      '--config <file>',
      'the configuration file (or VPC_PATH_AUDITOR_CONFIG, or ./vpc-path-auditor.json)',
      filled,
    )
    .addOption(
      new Option('--format <name>', 'how to tell it').choices(doctorFormats).default('text' as const),
    )
    .option('--print-policy', 'print the IAM policies that are needed, as JSON, and ask AWS nothing')
    .action(async (options: DoctorCommandOptions) => setExitCode(await doctor(options)));
};
