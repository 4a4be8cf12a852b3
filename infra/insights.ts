import { CfnInsight } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { insights } from './insight-filters.ts';

/**
 * Saved questions to Security Hub, for the review. They see the findings of the account and Region of this stack, and, where
 * that is the administrator and the aggregation Region, those of the whole organization.
 */
export const createInsights = (scope: Construct): CfnInsight[] => {
  const within = new Construct(scope, 'Insights');
  return insights.map(
    ({ id, name, groupBy, filters }) =>
      new CfnInsight(within, id, { name, groupByAttribute: groupBy, filters }),
  );
};
