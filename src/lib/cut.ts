/** The text, or its beginning and an ellipsis: at most `longest` characters, and always well-formed. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).toWellFormed()}…`;
}
