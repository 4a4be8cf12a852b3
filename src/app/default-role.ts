/** The role assumed in member accounts unless another is named; the deployment creates it under this name. */
export const defaultRoleName = 'vpc-path-auditor-read';
