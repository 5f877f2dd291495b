/** A command line that is no good: a line for each problem, free of values that may be secret. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problems: readonly string[];
  /** Whose --help tells more; `undefined` where it is not known which command was meant. */
  readonly command: string | undefined;

  constructor(problems: readonly string[], command?: string) {
    super(problems.join('\n'));
    this.problems = problems;
    this.command = command;
  }
}
