import type { CfnInsight } from 'aws-cdk-lib/aws-securityhub';
import { generatorId, generatorPrefix } from '#model/finding-id.ts';

type StringFilter = CfnInsight.StringFilterProperty & { comparison: 'EQUALS' | 'PREFIX'; value: string };
type Filters = Partial<
  Record<'generatorId' | 'title' | 'complianceStatus' | 'recordState' | 'workflowStatus', StringFilter[]>
>;

const equals = (...values: string[]): StringFilter[] =>
  values.map((value) => ({ comparison: 'EQUALS', value }));
const prefix = (...values: string[]): StringFilter[] =>
  values.map((value) => ({ comparison: 'PREFIX', value }));

/** Closed ones are left out. */
const open: Filters = { recordState: equals('ACTIVE'), workflowStatus: equals('NEW', 'NOTIFIED') };

export type Insight = { id: string; name: string; groupBy: string; filters: Filters };

/** Titles begin with what the path is: `src/rules/connection-path.ts`. A test holds the two together. */
export const insights: readonly Insight[] = [
  {
    id: 'BedrockPathsByAccount',
    name: 'Private paths to Bedrock over a peering, by account',
    groupBy: 'AwsAccountId',
    filters: {
      ...open,
      generatorId: equals(generatorId('connection-path')),
      title: prefix('Bedrock over a peering'),
    },
  },
  {
    id: 'FailedByRule',
    name: 'Private paths that failed a rule, by rule',
    groupBy: 'GeneratorId',
    filters: { ...open, generatorId: prefix(generatorPrefix), complianceStatus: equals('FAILED', 'WARNING') },
  },
  {
    id: 'CrossRegionPaths',
    name: 'Private paths to another Region, by Region',
    groupBy: 'ResourceRegion',
    filters: {
      ...open,
      generatorId: equals(generatorId('connection-path')),
      title: prefix('AWS service in another Region', 'Endpoint service in another Region'),
    },
  },
  {
    id: 'CoverageGaps',
    name: 'What the audit could not read, by account',
    groupBy: 'ResourceId',
    filters: { ...open, generatorId: equals(generatorId('coverage-gap')) },
  },
];
