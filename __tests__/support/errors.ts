import { isNativeError } from 'node:util/types';

// Jest runs tests in a realm of their own, to which the errors of Node's own modules do not belong.
// Without this, `error instanceof Error` is false for an ECONNRESET.
for (const type of [Error, AggregateError]) {
  Object.defineProperty(type, Symbol.hasInstance, {
    value(this: unknown, value: unknown): boolean {
      if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
      return this === type && isNativeError(value) && (type === Error || 'errors' in value);
    },
  });
}
