/** A failure as the console shows it: AWS's code and message, and the request id. */
export type ConsoleFailure = {
  code: string;
  message: string;
  requestId: string;
  /** The invalid member of the input, by AWS's name. The form shows the failure at its field. */
  member?: string;
  /** Set for a denial: the missing action, and the page that shows the evaluation. */
  action?: string;
  traceHref?: string;
  /** Set for a denial by a statement that denies, rather than for lack of one that allows. */
  isExplicitDenial?: true;
  /** Set if the account is read-only for a while, such as in a paused class. No policy denied the call. */
  isReadOnly?: true;
  /** The reason of an Organizations error, such as `OU_DEPTH_LIMIT_EXCEEDED`. */
  reason?: string;
  /** The changes that an incomplete recipe made. Running it again continues from there. */
  done?: readonly string[];
  /** Set for a save that is refused because the policy changed since its editor was opened: the stored document, or null for none. */
  storedPolicy?: { document: string | null };
  /** Set for a denial in a revoked role session: when the session began, ISO 8601. */
  revokedSession?: string;
  /** Set if the page shows an identity that is no longer signed in: the current one, or null for nobody. */
  signedInAs?: string | null;
};

/** The answer to a read or action. Failures that a user of AWS would see are values, not exceptions. */
export type ConsoleResult<T> = { ok: true; data: T } | { ok: false; error: ConsoleFailure };

/** A server action of the console. Its first argument is the identity that the page shows; `callAction` passes it. */
export type ConsoleAction<Input, Output> = (shown: string, input: Input) => Promise<ConsoleResult<Output>>;

/** A value after JSON: dates as ISO 8601 text, bytes as base64. */
export type Json<T> = T extends Date | Uint8Array
  ? string
  : T extends readonly unknown[]
    ? { -readonly [Index in keyof T]: Json<T[Index]> }
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T;
