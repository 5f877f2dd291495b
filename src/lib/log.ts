/**
 * Where progress is told while a run is under way. The implementation makes the text harmless
 * for where it goes: a workflow's log, a terminal, JSON lines.
 */
export interface Log {
  info(text: string): void;
  warning(text: string): void;
  debug(text: string): void;
}
