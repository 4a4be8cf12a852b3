/** What a piece of work gave, and the CPU time it took, in seconds: others on the machine do not show. */
export const cpuTime = <Value>(work: () => Value): { value: Value; seconds: number } => {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (user + system) / 1e6 };
};
