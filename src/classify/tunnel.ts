import { isLocal } from './candidate-facts.ts';
import type { PathClassRule } from './path-class.ts';

/** An endpoint of type Tunnel, of which EC2's API says no more than the type. */
export const tunnel: PathClassRule = {
  class: 'tunnel',
  matches: (candidate) => (isLocal(candidate, 'Tunnel') ? "The endpoint's type is Tunnel." : null),
};
