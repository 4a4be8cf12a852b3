/** Which folder may import which: DESIGN's table, each rule with its reason. Types of the SDK may go anywhere. */
const only = (from, allowed, comment) => ({
  name: `${from}-imports`,
  comment,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: [from, ...allowed].map((room) => `^src/${room}/`) },
});

export default {
  forbidden: [
    only('model', [], 'The nouns stand on nothing, so that everything can stand on them.'),
    only('collect', ['model', 'aws'], 'A collector returns what AWS said; it judges nothing.'),
    only('network', ['model'], 'The join of inventories is pure: the same facts, the same network.'),
    only('classify', ['model', 'network'], 'A class is decided by facts of the network alone.'),
    only('rules', ['model', 'network'], 'A rule sees paths and facts, never AWS.'),
    only(
      'securityhub',
      ['model', 'aws'],
      'Findings reach Security Hub without knowing how they were judged.',
    ),
    only('report', ['model'], 'A renderer is a pure function of a result.'),
    only('aws', ['model'], 'The edge to AWS knows no use case.'),
    only(
      'app',
      ['model', 'collect', 'network', 'classify', 'rules', 'securityhub', 'report', 'aws'],
      'Use cases know every room but the faces that call them.',
    ),
    only('handlers', ['app', 'model'], 'A handler parses an event and calls one use case.'),
    only('cli', ['app', 'sandbox', 'model'], 'The terminal face: arguments, progress, exit codes.'),
    only('sandbox', ['model'], 'The sandbox must not share code with what it is there to test.'),
    {
      name: 'no-circular',
      comment: 'A circle has no first file to read.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'sdk-at-the-edges',
      comment: 'Only the edges hold SDK values; elsewhere its types at most.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(collect|aws|sandbox|securityhub/client\\.ts$)' },
      to: { path: 'node_modules/(@aws-sdk|@smithy)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'zod-mini',
      comment:
        "A function's start pays for what it imports: zod's methods bring all of zod, zod/mini's functions themselves.",
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^node_modules/zod/(?!mini/|v4/(?:mini|core)/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-rooms',
      comment: 'Pure rooms have no clock, randomness, files or network.',
      severity: 'error',
      from: { path: '^src/(model|network|classify|rules|report)/|^src/securityhub/(?!client\\.ts$)' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|zlib)$' },
    },
    {
      name: 'page-stands-alone',
      comment:
        "What runs in the reader's browser is as small as it can be: types of ours, and what draws it.",
      severity: 'error',
      from: { path: '^src/report/page/' },
      to: { path: '^src/', pathNot: '^src/report/page/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'page-libraries',
      comment: 'Each library of the page is carried by every report.',
      severity: 'error',
      from: { path: '^src/report/page/' },
      to: {
        path: 'node_modules/',
        pathNot:
          'node_modules/(lit-html|d3-geo|@types/d3-geo|topojson-client|@types/topojson-client|world-atlas)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'page-is-bundled',
      comment: 'The page is browser code: others have its bundle, src/report/html/page.generated.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/report/page/' },
      to: { path: '^src/report/page/' },
    },
    {
      name: 'no-test-in-src',
      comment: 'What ships does not know its tests.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
