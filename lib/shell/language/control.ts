/** `break` or `continue`, on its way to a loop. */
export class BreakLoop extends Error {
  levels: number;
  /** The status of the loops that end. */
  readonly status: number;

  constructor(levels: number, status = 0) {
    super();
    this.levels = levels;
    this.status = status;
  }
}

export class ContinueLoop extends Error {
  levels: number;

  constructor(levels: number) {
    super();
    this.levels = levels;
  }
}

export class ReturnFromFunction extends Error {
  readonly status: number;

  constructor(status: number) {
    super();
    this.status = status;
  }
}

/** `exit`, or a failed command under `set -e`. */
export class ExitShell extends Error {
  readonly status: number;

  constructor(status: number) {
    super();
    this.status = status;
  }
}
