// Holds the import directions of .dependency-cruiser.mjs, and fails when it saw no modules: a checker that
// cannot read TypeScript reports "0 modules, no violations", which would look like good news.
import { cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';

const { options, forbidden } = await extractConfig('./.dependency-cruiser.mjs');
const { output } = await cruise(['src'], {
  ...options,
  ruleSet: { forbidden: forbidden ?? [] },
  validate: true,
});
if (typeof output === 'string')
  throw new Error('dependency-cruiser answered text where its result was asked for');

const { violations, totalCruised } = output.summary;
const seen = output.modules.filter(({ source }) => source.startsWith('src/')).length;
for (const { from, to, rule, comment } of violations) {
  process.stderr.write(
    `${from} may not import ${to}: ${rule.name}${comment === undefined ? '' : ` (${comment})`}\n`,
  );
}
if (seen === 0) process.stderr.write('The import check saw no module of src.\n');
process.stdout.write(
  `import directions: ${seen} modules of ours seen (${totalCruised} in all), ${violations.length} violations\n`,
);
process.exitCode = violations.length > 0 || seen === 0 ? 1 : 0;
