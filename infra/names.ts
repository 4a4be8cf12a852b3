/** The functions, each of the handler of that name. */
export type FunctionName = 'audit' | 'orchestrate' | 'worker';

/** What is deployed once in an organization is found by its name. */
export const stackName = 'vpc-path-auditor';
export const functionName = (name: FunctionName): string => `vpc-path-auditor-${name}`;

/** A function's role carries its function's name: the member accounts trust it by that. */
export const hubRoleName = (name: FunctionName): string => functionName(name);

/** The functions that enter other accounts. The orchestrator asks AWS nothing. */
export const auditors = ['audit', 'worker'] as const satisfies readonly FunctionName[];
