import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ExplainFormat, explainFormats, explainRenderers } from '#app/explain/render.ts';
import { explain as runExplain } from '#app/explain.ts';
import { loadConfig } from '#app/load-config.ts';
import { refuseUnwritable, writeWholeFile } from '#app/write-whole-file.ts';
import { regionPattern } from '#model/scope.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Listen } from '../interrupt.ts';
import { filled } from '../options.ts';
import { showReading } from '../progress.ts';
import { openSource, type SourceOptions } from '../source.ts';
import { fileLook, look, print, tell, update } from '../terminal.ts';

type ExplainCommandOptions = Omit<SourceOptions, 'accounts' | 'regions'> & {
  vpc: string;
  service: string;
  serviceRegion: string;
  format: ExplainFormat;
  output?: string;
  allowIncomplete?: boolean;
};

const region = (text: string): string => {
  if (!regionPattern.test(text)) throw new InvalidArgumentError('It is not a Region such as us-west-2.');
  return text;
};

const explain = async (options: ExplainCommandOptions, listen: Listen): Promise<number> => {
  const signal = listen('interrupted');
  const config = await loadConfig(options.config ?? null, process.env);
  if (options.output !== undefined) await refuseUnwritable(options.output);
  const { source, asker, traffic, close } = await openSource(options, config, {
    isPublishing: false,
    signal,
  });
  try {
    const { vpc, service, serviceRegion } = options;
    const reading = showReading({ tell, update, traffic, now: () => performance.now() });
    const explanation = await runExplain({
      source,
      asker,
      config,
      question: { vpc, service, serviceRegion },
      signal,
      onProgress: reading.onProgress,
    });
    signal.throwIfAborted();
    if (asker !== null) reading.end();
    const render = explainRenderers[options.format];
    if (options.output === undefined) await print(render(explanation, look()));
    else await writeWholeFile(options.output, render(explanation, fileLook));
    return explanation.coverage.complete || options.allowIncomplete ? exitCodes.done : exitCodes.incomplete;
  } finally {
    close();
  }
};

/** Adds `explain` to the command line. */
export const addExplain = (program: Command, setExitCode: (code: number) => void, listen: Listen): void => {
  program
    .command('explain')
    .description('can this VPC reach that service in that Region privately, and how?')
    .requiredOption('--vpc <id>', 'the VPC that asks', filled)
    .requiredOption('--service <name>', 'bedrock-runtime, or the whole name of any endpoint service', filled)
    .requiredOption('--service-region <region>', "the service's Region", region)
    .option('--profile <name>', 'the AWS profile to use (or AWS_PROFILE)', filled)
    .option('--organization', 'look into every account of the organization, not only your own')
    .addOption(
      new Option('--role-name <name>', 'the role to assume in the other accounts')
        .argParser(filled)
        .implies({ organization: true }),
    )
    .option('--snapshot <dir>', 'read a captured snapshot instead of AWS', filled)
    .option(
      '--config <file>',
      'the configuration file (or VPC_PATH_AUDITOR_CONFIG, or ./vpc-path-auditor.json)',
      filled,
    )
    .addOption(
      new Option('--format <name>', 'how to tell it').choices(explainFormats).default('text' as const),
    )
    .option('-o, --output <file>', 'write it to a file instead of stdout', filled)
    .option('--allow-incomplete', 'do not exit 3 when something could not be read')
    .action(async (options: ExplainCommandOptions) => setExitCode(await explain(options, listen)));
};
