import type { AwsSecurityFinding, BatchImportFindingsCommandInput } from '@aws-sdk/client-securityhub';
import { BatchImportFindings$ } from '@aws-sdk/client-securityhub';
import { scopeKey } from '#model/scope.ts';
import { AwsError } from '../../aws-error.ts';
import type { Call } from '../../service.ts';
import { operation } from '../../service.ts';
import { findingProblem } from './asff.ts';
import { refuseUnlessEnabled } from './enabled.ts';
import { merged } from './merge.ts';

const maxFindings = 100;
const maxCallBytes = 6_000_000;

const store = (finding: AwsSecurityFinding, { state, scope }: Call): void => {
  const key = scopeKey(scope);
  const held = state.findings.get(key) ?? new Map<string, AwsSecurityFinding>();
  const id = finding.Id ?? '';
  held.set(id, merged(held.get(id), finding, scope.region));
  state.findings.set(key, held);
};

/** Each finding stands alone: what is refused is told in FailedFindings of a successful answer. */
export const batchImportFindings = operation<BatchImportFindingsCommandInput>(
  BatchImportFindings$,
  ['Findings'],
  ({ Findings = [] }, call) => {
    refuseUnlessEnabled(call);
    if (Findings.length === 0 || Findings.length > maxFindings) {
      throw new AwsError('InvalidInputException', `Findings must hold 1 to ${maxFindings} findings`);
    }
    if (call.bodyBytes > maxCallBytes) {
      throw new AwsError('RequestEntityTooLargeException', `The request exceeds ${maxCallBytes} bytes`, 413);
    }
    const failed = Findings.flatMap((finding) => {
      const problem = findingProblem(finding, call.scope);
      if (problem === null) store(finding, call);
      return problem === null
        ? []
        : [{ Id: finding.Id ?? '', ErrorCode: 'InvalidInput', ErrorMessage: problem }];
    });
    return {
      FailedCount: failed.length,
      SuccessCount: Findings.length - failed.length,
      FailedFindings: failed,
    };
  },
);
