/**
 * Limits of the AWS Security Finding Format and of BatchImportFindings, lengths in characters.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html,
 * API_BatchImportFindings.html and, for `Other`, userguide/asff-resourcedetails-other.html ("fewer than").
 */
export const limits = {
  title: 256,
  description: 1024,
  remediation: 512,
  productFieldValue: 2048,
  productFields: 50,
  resources: 32,
  resourceType: 256,
  resourceId: 512,
  otherValue: 1023,
  tagKey: 128,
  tagValue: 256,
  /** Values of one attribute in the filters of GetFindings. */
  filterValues: 20,
  /** Findings in one BatchImportFindings call. */
  batchFindings: 100,
  /** Bytes of JSON; "KB" and "MB" are read as the smaller of their two meanings. */
  findingBytes: 240_000,
  batchBytes: 6_000_000,
} as const;
