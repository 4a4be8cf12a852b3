import { Command, Option } from 'commander';
import { formats } from '#app/render.ts';
import { tool } from '#app/tool.ts';
import { severities } from '#model/finding.ts';
import { capture } from './commands/capture.ts';
import { addConfig } from './commands/config.ts';
import { demo } from './commands/demo.ts';
import { addDiff } from './commands/diff.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addReport } from './commands/report.ts';
import { addRules } from './commands/rules.ts';
import { sandbox } from './commands/sandbox.ts';
import { scan } from './commands/scan.ts';
import type { Listen } from './interrupt.ts';
import { accountList, collectChoice, filled, regionList, wholeNumber } from './options.ts';

const examples = `
Examples:
  $ vpc-path-auditor demo                                  see it work, no AWS account needed
  $ vpc-path-auditor doctor --organization                 what may be read, and the commands that mend the rest
  $ vpc-path-auditor scan                                  this account, all its enabled Regions, read only
  $ vpc-path-auditor scan --organization --role-name audit every account, through that role
  $ vpc-path-auditor scan --publish                        and put the findings into Security Hub
  $ vpc-path-auditor explain --vpc vpc-1 --service bedrock-runtime --service-region us-west-2
                                                           which private path is there, or would have to be
  $ vpc-path-auditor capture --out night                   keep what was read
  $ vpc-path-auditor scan --snapshot night --format json   judge it again, without AWS

Results go to stdout, everything else to stderr.
Exit codes: 0 done, 1 findings at or above --fail-on, 2 bad input, 3 something could not be read, 4 no valid
credentials, 5 publishing failed, 70 a fault of this program, 130 interrupted.`;

/** The flags that say what to read, the same for every command that reads. */
const withSource = (command: Command): Command =>
  command
    .option('--profile <name>', 'the AWS profile to use (or AWS_PROFILE)', filled)
    .option('--organization', 'scan every account of the organization, not only your own')
    .addOption(
      new Option('--role-name <name>', 'the role to assume in the other accounts')
        .argParser(filled)
        .implies({ organization: true }),
    )
    .option('--accounts <ids>', 'only these accounts, comma-separated', accountList)
    .option('--regions <names>', 'only these Regions, comma-separated', regionList)
    .option('--snapshot <dir>', 'read a captured snapshot instead of AWS', filled)
    .option(
      '--config <file>',
      'the configuration file (or VPC_PATH_AUDITOR_CONFIG, or ./vpc-path-auditor.json)',
      filled,
    );

/** The command line. Commands report their exit code through `setExitCode`; errors are thrown. Those that end by themselves when interrupted `listen`. */
export const createProgram = (setExitCode: (code: number) => void, listen: Listen): Command => {
  const program = new Command('vpc-path-auditor')
    .description('Which private paths to services exist, which kind is each, does each really work?')
    .version(tool.version)
    .addHelpText('after', examples)
    .showHelpAfterError('(add --help for what the command takes)')
    .exitOverride();

  withSource(program.command('scan'))
    .description('read, classify and judge every path; publish the findings when asked')
    .option(
      '--format <name>',
      `${formats.join(' or ')}; may be repeated (default: table)`,
      collectChoice(formats),
    )
    .option('--since <file>', 'an earlier result: what changed since is told (table, html, markdown)', filled)
    .option('-o, --output <file>', 'write the last --format to a file instead of stdout', filled)
    .option('--publish', 'bring Security Hub into step with what was seen')
    .addOption(
      new Option('--publish-role-name <name>', 'the role to publish through, where it is another')
        .argParser(filled)
        .implies({ organization: true }),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 on failed findings this severe').choices(severities),
    )
    .option('--allow-incomplete', 'do not exit 3 when something could not be read')
    .action(async (options) => setExitCode(await scan(options, listen)));

  withSource(program.command('capture'))
    .description('write what was read as a snapshot that `scan --snapshot` reads')
    .requiredOption('--out <dir>', 'the directory to write; it must not hold a snapshot yet', filled)
    .option('--redact', 'replace accounts, resource IDs, names and tags, consistently')
    .action(async (options) => setExitCode(await capture(options, listen)));

  addExplain(program, setExitCode, listen);

  addReport(program, setExitCode);
  addDiff(program, setExitCode);
  addDoctor(program, setExitCode);
  addRules(program, setExitCode);
  addConfig(program, setExitCode);

  program
    .command('sandbox')
    .description('serve a snapshot as AWS endpoints on loopback; prints one line, its URL')
    .requiredOption('--snapshot <dir>', 'the snapshot to serve', filled)
    .option('--port <number>', 'the port to listen on (default: any free one)', wholeNumber(0, 65535))
    .option('--latency <ms>', 'answer no sooner than this', wholeNumber(0, 60000))
    .option('--limits', "enforce AWS's request rates")
    .option('--faults <file>', 'let calls fail as the file says (docs/what-happens-when.md)', filled)
    .action(async (options) => setExitCode(await sandbox(options, listen)));

  program
    .command('demo')
    .description('a small organization on loopback, the real nightly handler, a peering broken and mended')
    .action(async () => setExitCode(await demo()));

  return program;
};
