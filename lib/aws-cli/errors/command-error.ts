/**
 * The exit status after a failure. Failed transfers end with 1, and a wrong command line ends with 252. An incomplete configuration ends
 * with 253, an error of the service with 254, and anything else with 255.
 */
export type FailureStatus = 1 | 252 | 253 | 254 | 255;

/** The end of a command with a message on standard error. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly status: FailureStatus,
    message: string,
    /** The name that newer AWS CLIs print in parentheses, such as ParamValidation. */
    readonly kind?: string,
  ) {
    super(message);
  }
}
