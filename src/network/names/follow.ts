import type { Network } from '../network.ts';
import { quoted } from '../quoted.ts';
import { type End, unknown } from './end.ts';
import { createTargets, type Target } from './targets.ts';
import type { Ask, Follow } from './zone.ts';

const led = (ends: readonly End[], zoneId: string, name: string): End[] =>
  ends.map((end) => {
    const detail = `Hosted zone ${zoneId} leads to ${quoted(name)}. ${end.detail}`;
    return end.kind === 'public' ? { kind: 'other-name', resource: zoneId, detail } : { ...end, detail };
  });

const toEnds = (target: Target, zoneId: string, ask: Ask): readonly End[] => {
  const resource = zoneId;
  if (target.kind === 'endpoint') {
    const { vpcEndpointId, name } = target;
    const detail = `Hosted zone ${zoneId} leads to ${quoted(name)}, a name of ${vpcEndpointId}.`;
    return [{ kind: 'endpoint', vpcEndpointId, resource, detail }];
  }
  if (target.kind === 'address') {
    const { address } = target;
    return [
      { kind: 'address', address, resource, detail: `Hosted zone ${zoneId} gives ${quoted(address)}.` },
    ];
  }
  return led(ask(target.name, target.inZone), zoneId, target.name);
};

/** Where a record of a hosted zone leads: to an endpoint, to an address, or to a name that is asked for in turn. */
export const createFollow = (network: Network): Follow => {
  const targetsOf = createTargets(network);

  return (set, { zoneId, ask }) => {
    const targets = targetsOf(set);
    if (targets.length > 0) return targets.flatMap((target) => toEnds(target, zoneId, ask));
    return [unknown(zoneId, `A record of hosted zone ${zoneId} for ${quoted(set.Name)} tells no target.`)];
  };
};
