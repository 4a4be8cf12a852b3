import { compareText } from '#model/scope.ts';
import { credentialOf } from '#sandbox/authorization.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';

/** In whose name a call is made: the caller's own, or the role's that it assumed in another account. */
export type Principal = 'caller' | 'role';

export type Recorder = {
  /** The same sandbox, which is to be served in its place. */
  sandbox: Sandbox;
  /** IAM actions called since the last reset, sorted. */
  actions: (principal: Principal) => string[];
  reset: () => void;
};

/** Records each action with whom it was called by. */
export const recordCalls = (sandbox: Sandbox): Recorder => {
  const seen: Record<Principal, Set<string>> = { caller: new Set(), role: new Set() };
  const before = new Map<string, number>();
  const respond: Sandbox['respond'] = (request) => {
    // An access key ID that AssumeRole handed out.
    const principal = credentialOf(request)?.accessKeyId.startsWith('ASIA') === true ? 'role' : 'caller';
    const response = sandbox.respond(request);
    for (const [action, count] of Object.entries(sandbox.calls())) {
      if (count !== before.get(action)) seen[principal].add(action);
      before.set(action, count);
    }
    return response;
  };
  return {
    sandbox: { ...sandbox, respond },
    actions: (principal) => [...seen[principal]].sort(compareText),
    reset: () => {
      seen.caller.clear();
      seen.role.clear();
    },
  };
};
