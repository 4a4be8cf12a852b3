/** The functions, each of the handler of that name. */
const functions = ['audit', 'orchestrate', 'worker'] as const;
export type FunctionName = (typeof functions)[number];

/** What is deployed once in an organization is found by its name. */
export const stackName = 'vpc-path-auditor';
export const functionName = (name: FunctionName): string => `vpc-path-auditor-${name}`;

/** A function's role carries its function's name: the member accounts trust it by that. */
export const hubRoleName = (name: FunctionName): string => functionName(name);

export const readerRoleName = `${stackName}-reader`;

/** The roles of this stack by name: a member role of the same could not be made in this account. */
export const ownRoleNames: readonly string[] = [...functions.map(hubRoleName), readerRoleName];

/** The functions that enter other accounts. The orchestrator asks AWS nothing. */
export const auditors = ['audit', 'worker'] as const satisfies readonly FunctionName[];
