/** A failed call as the console shows it. */
export type ConsoleError = {
  /** The AWS error code, e.g. `AccessDenied`, `EntityAlreadyExists`. */
  code: string;
  message: string;
  requestId?: string;
  /** The AWS name of the invalid member of the operation's input. */
  member?: string;
  /** The action that the caller lacks permission for, if the call was denied: `service:Action`. */
  action?: string;
  /** True if the account is temporarily read-only. No policy denied the call, and the message has the reason. */
  isReadOnly?: true;
  /** The page with the evaluation of a denied call. */
  traceHref?: string;
  /** The changes that were made before the failure, if several calls stopped partway. */
  done?: readonly string[];
};

const DENIAL_CODES = ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError'];

export function isDenial(error: ConsoleError): boolean {
  return DENIAL_CODES.includes(error.code);
}

/** Returns the heading for a failed call. */
export function errorTitle(error: ConsoleError): string {
  if (error.isReadOnly) return 'Changes are not possible now';
  return isDenial(error) ? 'Access denied' : 'The request failed';
}
