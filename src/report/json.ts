/** A published contract, as JSON with a final newline. */
export const renderJson = (result: object): string => `${JSON.stringify(result, null, 2)}\n`;
