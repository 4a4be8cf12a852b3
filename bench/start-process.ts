// Imports one bundle in a process that has done nothing else, and tells the CPU time that took, in milliseconds.
const [bundle = ''] = process.argv.slice(2);
const before = process.cpuUsage();
await import(bundle);
const { user, system } = process.cpuUsage(before);
process.send?.((user + system) / 1000, () => process.exit());
