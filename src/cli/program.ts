import { Command } from 'commander';
import { tool } from '#app/tool.ts';
import { addCapture } from './commands/capture.ts';
import { addConfig } from './commands/config.ts';
import { addDemo } from './commands/demo.ts';
import { addDiff } from './commands/diff.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addReport } from './commands/report.ts';
import { addRules } from './commands/rules.ts';
import { addSandbox } from './commands/sandbox.ts';
import { addScan } from './commands/scan.ts';
import type { Listen } from './interrupt.ts';

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

/**
 * The command line. A command is its flags here, and what it does is loaded when it is run. Commands report their exit
 * code through `setExitCode`; errors are thrown. Those that end by themselves when interrupted `listen`.
 */
export const createProgram = (setExitCode: (code: number) => void, listen: Listen): Command => {
  const program = new Command('vpc-path-auditor')
    .description('Which private paths to services exist, which kind is each, does each really work?')
    .version(tool.version)
    .addHelpText('after', examples)
    .showHelpAfterError('(add --help for what the command takes)')
    .exitOverride();

  addScan(program, setExitCode, listen);
  addExplain(program, setExitCode, listen);
  addCapture(program, setExitCode, listen);
  addReport(program, setExitCode);
  addDiff(program, setExitCode);
  addDoctor(program, setExitCode);
  addRules(program, setExitCode);
  addConfig(program, setExitCode);
  addSandbox(program, setExitCode, listen);
  addDemo(program, setExitCode);

  return program;
};
