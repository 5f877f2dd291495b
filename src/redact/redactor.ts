/**
 * The one place that removes secrets. Answers pass through it where they become the report model,
 * error texts where they become errors; no reporter has to remember it. Names of environment
 * variables, hosts and paths stay, since people need them to find what is wrong.
 */
import { redactJson } from './json.js';
import { REMOVED, redactText } from './text.js';

/** Shorter than this, a value is no secret: masking it would blacken half the log. */
const SHORTEST_SECRET = 4;

/** Removes secrets: those it was made with, and what by its place or form is one. */
export interface Redactor {
  /** The text without secrets. */
  text(text: string): string;
  /** The JSON value without secrets. It is changed in place: an answer is never held twice. */
  json<T>(value: T): T;
}

/** Makes a redactor that knows `secrets`, in every form in which they could show. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const known = secrets.flatMap(formsOfSecret).sort((a, b) => b.length - a.length);
  const text = (from: string): string => {
    // What is known goes first: patterns that bite a piece off would leave the rest of it.
    let to = from;
    for (const secret of known) if (to.includes(secret)) to = to.replaceAll(secret, REMOVED);
    return redactText(to);
  };
  return { text, json: (value) => redactJson(value, text) };
}

/**
 * Every form in which a secret could show: as it is, trimmed, each line of several, URL-encoded,
 * as base64 and as it stands in JSON and in HTML. What is too short or too common to be a secret
 * is left out.
 */
export function formsOfSecret(secret: string): string[] {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  const forms = new Set([secret, secret.trim(), ...lines].flatMap(encodedForms));
  return [...forms].filter((form) => form.length >= SHORTEST_SECRET && !COMMON_WORDS.has(form));
}

function encodedForms(given: string): string[] {
  const raw = given.toWellFormed();
  const inUrls = [
    encodeURIComponent(raw),
    encodeURI(raw),
    new URLSearchParams([['', raw]]).toString().slice(1),
  ];
  const inJson = JSON.stringify(raw).slice(1, -1);
  const inHtml = raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    given,
    ...inUrls,
    ...inUrls.map((text) => text.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())),
    Buffer.from(raw).toString('base64'),
    Buffer.from(raw).toString('base64url'),
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    inHtml,
    inHtml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  ];
}

/** Header values that are no secrets, and whose masking would break outputs: `consistent=true`. */
const COMMON_WORDS = new Set(['true', 'false', 'null', 'none', 'admin', 'user']);
