/** What AWS said in a field, or null when the field is absent or blank, which comes to the same. */
export const told = (value: string | undefined): string | null =>
  value === undefined || value.trim() === '' ? null : value;
