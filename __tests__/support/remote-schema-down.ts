/** An inconsistency as the server sends it, which can recover. */
export const REMOTE_SCHEMA_DOWN = {
  type: 'remote_schema',
  name: 'remote_schema payments',
  reason: 'Inconsistent object: HTTP exception occurred while sending the request to "http://x"',
  definition: { name: 'payments', definition: { url: 'http://payments.internal' } },
};
