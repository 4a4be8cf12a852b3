import type { PathClass } from '#model/path.ts';
import type { Candidate } from '#network/verdict.ts';

/** One class of path, in the file of its name. */
export type PathClassRule = {
  class: PathClass;
  /** The fact that makes the candidate one of this class, in a sentence; null when it is none. */
  matches: (candidate: Candidate) => string | null;
};
