/** A field of EventBridge Scheduler's cron: docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
type Field = { from: number; to: number; names?: readonly string[]; besides?: RegExp };

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const fields: readonly Field[] = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31, besides: /^(?:\?|L|LW|(?:[1-9]|[12]\d|3[01])W)$/ },
  { from: 1, to: 12, names: months },
  {
    from: 1,
    to: 7,
    names: days,
    besides: /^(?:\?|L|[1-7](?:L|#[1-5])|(?:SUN|MON|TUE|WED|THU|FRI|SAT)#[1-5])$/,
  },
  { from: 1970, to: 2199 },
];

const isValue = (text: string, { from, to, names = [] }: Field): boolean =>
  names.includes(text) || (/^\d{1,4}$/.test(text) && Number(text) >= from && Number(text) <= to);

/** `*`, `5`, `9-17`, each perhaps with a step: `0/15`. */
const isPart = (text: string, field: Field): boolean => {
  if (field.besides?.test(text)) return true;
  const [range = '', step = '1', ...more] = text.split('/');
  const ends = range.split('-');
  const isRange = range === '*' || (ends.length <= 2 && ends.every((end) => isValue(end, field)));
  return isRange && more.length === 0 && /^[1-9]\d{0,3}$/.test(step);
};

/** The fields of a cron expression; null for a rate. */
const fieldsOf = (expression: string): string[] | null =>
  /^cron\((.*)\)$/.exec(expression)?.[1]?.split(' ') ?? null;

/** Scheduler wants `?` in exactly one of day-of-month and day-of-week. */
export const hasOneDay = (expression: string): boolean => {
  const [, , dayOfMonth, , dayOfWeek] = fieldsOf(expression) ?? [0, 0, '?'];
  return (dayOfMonth === '?') !== (dayOfWeek === '?');
};

/** Is every minute, hour, day, month and year one that there is? */
export const isInRange = (expression: string): boolean => {
  const told = fieldsOf(expression);
  if (told === null) return true;
  return fields.every((field, at) => (told[at] ?? '').split(',').every((part) => isPart(part, field)));
};
