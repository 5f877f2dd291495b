import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Makes the check of an `Authorization` header against a bearer token. It takes as long whatever is
 * wrong, so that nobody can find the token out letter by letter.
 */
export function bearerCheck(token: string): (authorization: string | undefined) => boolean {
  const expected = digest(token);
  return (authorization = '') => {
    const given = /^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? '';
    return timingSafeEqual(digest(given), expected) && given !== '';
  };
}

/** Of one length whatever it is made of, as `timingSafeEqual` wants it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
