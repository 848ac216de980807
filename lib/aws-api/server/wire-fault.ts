/**
 * A request that fails before any operation runs: it is unreadable, or its sender is not authenticated. `code` is AWS's common
 * code in the spelling of the Query APIs. JSON services have their own for some of them.
 */
export class WireFault extends Error {
  readonly code: string;
  /** The members beside the message. */
  readonly members: Readonly<Record<string, string>> | undefined;

  constructor(code: string, message: string, members?: Readonly<Record<string, string>>) {
    super(message);
    this.name = code;
    this.code = code;
    this.members = members;
  }
}
