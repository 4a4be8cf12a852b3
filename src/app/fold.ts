export { hanging } from '#report/fold.ts';
