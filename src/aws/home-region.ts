import { STSClient } from '@aws-sdk/client-sts';

/**
 * The Region to ask who we are, and which others there are: the SDK's own answer (AWS_REGION, the profile), else
 * AWS_DEFAULT_REGION, which the AWS CLI reads and the SDK does not, else us-east-1.
 */
export const findHomeRegion = async (): Promise<string> => {
  const client = new STSClient({});
  try {
    return await client.config.region();
  } catch {
    return process.env['AWS_DEFAULT_REGION'] || 'us-east-1';
  } finally {
    client.destroy();
  }
};
