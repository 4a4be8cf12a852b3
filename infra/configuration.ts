import { readFileSync } from 'node:fs';
import { PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { configActions } from '#app/actions.ts';
import { parseConfigText } from '#app/load-config.ts';
import { stackName } from './names.ts';

export type Configuration = {
  parameterName: string;
  /** Of whoever reads it. */
  policy: PolicyDocument;
};

/**
 * The program's configuration, from a file of JSON, as the parameter that the functions read at the beginning of each run. What the
 * program would refuse there is an InputError here.
 */
export const createConfiguration = (scope: Construct, file: string): Configuration => {
  const text = readFileSync(file, 'utf8');
  parseConfigText(text, file);
  const parameter = new StringParameter(scope, 'Configuration', {
    parameterName: `/${stackName}/configuration`,
    description: 'The configuration of vpc-path-auditor: docs/schema/config.schema.json',
    stringValue: JSON.stringify(JSON.parse(text)),
    // More than 4 KB make it an advanced one, which holds 8 KB.
    tier: ParameterTier.INTELLIGENT_TIERING,
  });
  const read = new PolicyStatement({ actions: [...configActions], resources: [parameter.parameterArn] });
  return {
    parameterName: parameter.parameterName,
    policy: new PolicyDocument({ statements: [read] }),
  };
};
