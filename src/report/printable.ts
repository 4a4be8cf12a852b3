/** Text that AWS or a person gave, safe for a terminal: no control characters, so no escape sequence either. */
export const printable = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
