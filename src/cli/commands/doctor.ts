import { type Command, Option } from 'commander';
import { doctorFormats } from '#app/doctor/render.ts';
import type { DoctorCommandOptions } from '../actions/doctor.ts';
import { accountList, regionList } from '../options.ts';
import { withCaller, withConfig, withPublishRole } from '../source-options.ts';

/** Adds `doctor` to the command line. */
export const addDoctor = (program: Command, setExitCode: (code: number) => void): void => {
  const command = program
    .command('doctor')
    .description('who am I, what may I read, is Security Hub on; and the commands that mend what is wrong');
  withConfig(
    withPublishRole(withCaller(command, 'look at every account of the organization, not only your own'))
      .option('--accounts <ids>', 'only these accounts, comma-separated', accountList)
      .option(
        '--regions <names>',
        'only these Regions, comma-separated; every action is tried in each',
        regionList,
      ),
  )
    .addOption(
      new Option('--format <name>', 'how to tell it').choices(doctorFormats).default('text' as const),
    )
    .option('--print-policy', 'print the IAM policies that are needed, as JSON, and ask AWS nothing')
    .action(async (options: DoctorCommandOptions) => {
      const { doctor } = await import('../actions/doctor.ts');
      setExitCode(await doctor(options));
    });
};
