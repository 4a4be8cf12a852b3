import { StoreError } from '../store/store.ts';

/** What the store answers, or `otherwise` when it cannot be asked. */
export const unlessAsked = async <T>(answer: Promise<T>, otherwise: T): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof StoreError) return otherwise;
    throw error;
  }
};
