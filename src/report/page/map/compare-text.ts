/** Code-unit order, as everything of the result is sorted. (The page carries no values of the model's.) */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
