import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { parseConfig } from '#app/load-config.ts';

const fileName = 'vpc-path-auditor.json';

/** Where the functions find it. */
export const configurationFile = `/opt/${fileName}`;

/**
 * The program's configuration, from the folder of `vpc-path-auditor.json`: a layer, so that what a run is told is a version, as
 * its code is, and nobody changes it on the way. A configuration that the program would refuse is an InputError here.
 */
export const createConfiguration = (scope: Construct, folder: string): LayerVersion => {
  const file = join(folder, fileName);
  parseConfig(JSON.parse(readFileSync(file, 'utf8')), file);
  return new LayerVersion(scope, 'Configuration', {
    description: 'The configuration of vpc-path-auditor',
    code: Code.fromAsset(folder),
    removalPolicy: RemovalPolicy.DESTROY,
  });
};
