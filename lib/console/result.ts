/** A failure as the console shows it: AWS's code and sentence, the request, and where to read why. */
export type ConsoleFailure = {
  code: string;
  message: string;
  requestId: string;
  /** The member of the operation's input that is wrong, by AWS's name: the form shows the failure at its field. */
  member?: string;
  /** Of a denial: the action that is missing, and the page that shows the whole evaluation. */
  action?: string;
  traceHref?: string;
  /** Set where the account is read-only for a while, such as in a paused class: no policy denied the call. */
  isReadOnly?: true;
  /** Of Organizations' errors, e.g. `OU_DEPTH_LIMIT_EXCEEDED`. */
  reason?: string;
  /** Of a recipe that stopped half-way: the changes that were made before. Run again, it goes on from there. */
  done?: readonly string[];
  /** Of a denial in a session of a role that was revoked since: when that session began, ISO 8601. */
  revokedSession?: string;
  /** Of a refusal, since the page shows somebody who is no longer signed in: who is by now, null for nobody. */
  signedInAs?: string | null;
};

/** What a read or an action answers. Failures that a user of AWS would see are answers, not exceptions. */
export type ConsoleResult<T> = { ok: true; data: T } | { ok: false; error: ConsoleFailure };

/** A server action of the console. It takes whom the page shows first; `callAction` passes it. */
export type ConsoleAction<Input, Output> = (shown: string, input: Input) => Promise<ConsoleResult<Output>>;

/** A value as it arrives over JSON: dates as ISO 8601 text, bytes as base64. */
export type Json<T> = T extends Date | Uint8Array
  ? string
  : T extends readonly unknown[]
    ? { -readonly [Index in keyof T]: Json<T[Index]> }
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T;
