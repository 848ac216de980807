/** A failed call as the console shows it: AWS's code and words, and where to read on. */
export type ConsoleError = {
  /** AWS error code, e.g. `AccessDenied`, `EntityAlreadyExists`. */
  code: string;
  message: string;
  requestId?: string;
  /** The member of the operation's input that is wrong, by AWS's name. */
  member?: string;
  /** The action the caller lacks, `service:Action`, when the call was denied. */
  action?: string;
  /** Set where the account is read-only for a while: no policy denied the call, and the message says why. */
  isReadOnly?: true;
  /** Where the whole evaluation behind a denial can be opened. */
  traceHref?: string;
  /** Of several calls that stopped half-way: the changes that were made before the failure. */
  done?: readonly string[];
};

const DENIAL_CODES = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError'];

export function isDenial(error: ConsoleError): boolean {
  return DENIAL_CODES.includes(error.code);
}

/** The heading of a failed call. */
export function errorTitle(error: ConsoleError): string {
  if (error.isReadOnly) return 'Nothing can be changed now';
  return isDenial(error) ? 'Access denied' : 'The request failed';
}
