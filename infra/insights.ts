import { CfnInsight } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { generatorId, generatorPrefix } from '#model/finding-id.ts';

type Filters = CfnInsight.AwsSecurityFindingFiltersProperty;

const equals = (...values: string[]) => values.map((value) => ({ comparison: 'EQUALS', value }));
const prefix = (...values: string[]) => values.map((value) => ({ comparison: 'PREFIX', value }));

type Insight = { id: string; name: string; groupBy: string; filters: Filters };

/** Titles begin with what the path is: `src/rules/connection-path.ts`. A test holds the two together. */
const insights: readonly Insight[] = [
  {
    id: 'BedrockPathsByAccount',
    name: 'Private paths to Bedrock over a peering, by account',
    groupBy: 'AwsAccountId',
    filters: { generatorId: equals(generatorId('connection-path')), title: prefix('Bedrock over a peering') },
  },
  {
    id: 'FailedByRule',
    name: 'Private paths that failed a rule, by rule',
    groupBy: 'GeneratorId',
    filters: { generatorId: prefix(generatorPrefix), complianceStatus: equals('FAILED', 'WARNING') },
  },
  {
    id: 'CrossRegionPaths',
    name: 'Private paths to another Region, by Region',
    groupBy: 'ResourceRegion',
    filters: {
      generatorId: equals(generatorId('connection-path')),
      title: prefix('AWS service in another Region', 'Endpoint service in another Region'),
    },
  },
  {
    id: 'CoverageGaps',
    name: 'What the audit could not read, by account',
    groupBy: 'ResourceId',
    filters: { generatorId: equals(generatorId('coverage-gap')) },
  },
];

/**
 * Saved questions to Security Hub, for the review. They see the findings of the account and Region of this stack, and, where
 * that is the administrator and the aggregation Region, those of the whole organization. Closed ones are left out.
 */
export const createInsights = (scope: Construct): CfnInsight[] => {
  const within = new Construct(scope, 'Insights');
  const open = { recordState: equals('ACTIVE'), workflowStatus: equals('NEW', 'NOTIFIED') };
  return insights.map(
    ({ id, name, groupBy, filters }) =>
      new CfnInsight(within, id, { name, groupByAttribute: groupBy, filters: { ...filters, ...open } }),
  );
};
