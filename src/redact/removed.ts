/** What stands in for whatever was removed. */
export const REMOVED = '***';
