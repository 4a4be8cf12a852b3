import { compareText } from '#model/scope.ts';
import { credentialOf } from '#sandbox/authorization.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import type { WireResponse } from '#sandbox/wire.ts';

export type Recorder = {
  /** The same sandbox, which is to be served in its place. */
  sandbox: Sandbox;
  /**
   * IAM actions called since the last reset, sorted, in the name of one principal: `caller`, or a role that it assumed
   * in another account, by the role's name.
   */
  actions: (principal: string) => string[];
  reset: () => void;
};

/** The access key that an answer of AssumeRole hands out, and the role that it is of. */
const sessionIn = ({ body }: WireResponse): [key: string, role: string] | null => {
  const text = Buffer.from(body).toString('latin1');
  const [, key] = /<AccessKeyId>(ASIA\w+)</.exec(text) ?? [];
  const [, role] = /:assumed-role\/([^/]+)\//.exec(text) ?? [];
  return key === undefined || role === undefined ? null : [key, role];
};

/** Records each action with whom it was called by. */
export const recordCalls = (sandbox: Sandbox): Recorder => {
  const seen = new Map<string, Set<string>>();
  const roles = new Map<string, string>();
  const before = new Map<string, number>();
  const respond: Sandbox['respond'] = async (request) => {
    const principal = roles.get(credentialOf(request)?.accessKeyId ?? '') ?? 'caller';
    const answer = sandbox.respond(request);
    // Counted before anybody waits.
    for (const [action, count] of Object.entries(sandbox.calls())) {
      if (count !== before.get(action)) seen.set(principal, (seen.get(principal) ?? new Set()).add(action));
      before.set(action, count);
    }
    const response = await answer;
    const session = sessionIn(response);
    if (session !== null) roles.set(...session);
    return response;
  };
  return {
    sandbox: { ...sandbox, respond },
    actions: (principal) => [...(seen.get(principal) ?? [])].sort(compareText),
    reset: () => seen.clear(),
  };
};
