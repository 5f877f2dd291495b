/** The text that replaces everything that was removed. */
export const REMOVED = '***';
