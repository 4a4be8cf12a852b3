import { type Command, Option } from 'commander';
import { accountList, filled, regionList, roleName } from './options.ts';

/** The configuration's flag, the same for every command that judges by it. */
export const withConfig = (command: Command): Command =>
  command.option(
    '--config <file>',
    'the configuration file (or VPC_PATH_AUDITOR_CONFIG, or ./vpc-path-auditor.json)',
    filled,
  );

/** Whose credentials, and how far: the same for every command that may ask AWS. `reach` says what --organization does. */
export const withCaller = (command: Command, reach: string): Command =>
  command
    .option('--profile <name>', 'the AWS profile to use (or AWS_PROFILE)', filled)
    .option('--organization', reach)
    .addOption(
      new Option('--role-name <name>', 'the role to assume in the other accounts')
        .argParser(roleName)
        .implies({ organization: true }),
    );

/** Through which role findings are published, where that is another than the one that reads. */
export const withPublishRole = (command: Command): Command =>
  command.addOption(
    new Option('--publish-role-name <name>', 'the role to publish through, where it is another')
      .argParser(roleName)
      .implies({ organization: true }),
  );

/** The flags that say what to read, the same for every command that reads it all. */
export const withSource = (command: Command): Command =>
  withConfig(
    withCaller(command, 'scan every account of the organization, not only your own')
      .option('--accounts <ids>', 'only these accounts, comma-separated', accountList)
      .option('--regions <names>', 'only these Regions, comma-separated', regionList)
      .option('--snapshot <dir>', 'read a captured snapshot instead of AWS', filled),
  );
