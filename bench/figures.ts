/** How long a bench may take: all of it, or so little that it only shows that nothing is broken. */
export type Length = 'full' | 'short';

export const hundredths = (ratio: number): number => Math.round(ratio * 100) / 100;

/** The most memory this process ever had, of 1,000,000 bytes. */
export const peakMegabytes = (): number => Math.round((process.resourceUsage().maxRSS * 1024) / 1e6);
