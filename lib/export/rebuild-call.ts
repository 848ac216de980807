/** A call of a rebuild. `input` is the operation's input. */
export type RebuildCall = {
  /** The service by the AWS CLI's name. */
  service: string;
  operation: string;
  /** Absent for global services. */
  region?: string;
  input: Readonly<Record<string, unknown>>;
  /** The thing it creates or changes: `user ana`, `policy Limit`. The first call about a thing creates it. */
  about: string;
  /** A note on what could not be carried over. */
  note?: string;
  /**
   * A generated id in the state, and the path to the new one in the answer: `KeyMetadata.KeyId`.
   * - `isRequest`: the id of a request, which only the next call names
   * - `otherwise`: the message if the answer has none, which ends a script
   */
  learns?: { id: string; from: string; isRequest?: true; otherwise?: string };
  /**
   * The path to the status in the answer. The call is repeated while it is `IN_PROGRESS`, and fails unless it ends as
   * `SUCCEEDED`.
   */
  waits?: { state: string; reason: string };
  /** The member that it is made in; absent for the caller's account. */
  account?: string;
};

/** Calls under a heading, in order. */
export type RebuildPart = { title: string; calls: readonly RebuildCall[] };
