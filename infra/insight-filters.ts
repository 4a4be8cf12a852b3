import type { CfnInsight } from 'aws-cdk-lib/aws-securityhub';
import { generatorId, generatorPrefix } from '#model/finding-id.ts';
import { crossRegionType } from '#securityhub/asff.ts';

type StringFilter = CfnInsight.StringFilterProperty & { comparison: 'EQUALS' | 'PREFIX'; value: string };
type Filters = Partial<
  Record<
    'generatorId' | 'title' | 'type' | 'complianceStatus' | 'recordState' | 'workflowStatus',
    StringFilter[]
  >
>;

const equals = (...values: string[]): StringFilter[] =>
  values.map((value) => ({ comparison: 'EQUALS', value }));
const prefix = (...values: string[]): StringFilter[] =>
  values.map((value) => ({ comparison: 'PREFIX', value }));

/** Closed ones are left out. */
const open: Filters = { recordState: equals('ACTIVE'), workflowStatus: equals('NEW', 'NOTIFIED') };

export type Insight = { id: string; name: string; groupBy: string; filters: Filters };

/**
 * Titles begin with what the path is (`src/rules/connection-path.ts`), types end with where it leads
 * (`src/securityhub/asff.ts`): a test asks these questions of findings that were published. AWS publishes no list
 * of what it groups by: `groupBy` keeps to attributes that insights in use are grouped by.
 */
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
    name: 'Private paths to another Region, by Region of the service',
    // A path's resources lie in several Regions, and grouping by theirs would count each: its type has the one.
    groupBy: 'Type',
    filters: {
      ...open,
      generatorId: equals(generatorId('connection-path')),
      type: prefix(crossRegionType),
    },
  },
  {
    id: 'CoverageGaps',
    name: 'What the audit could not read, by account',
    groupBy: 'ResourceId',
    filters: { ...open, generatorId: equals(generatorId('coverage-gap')) },
  },
];
