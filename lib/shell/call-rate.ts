const PER_SECOND = 10;
const BURST = 50;

/** The calls that a shell may make: ten a second, and fifty at once. More calls wait, as the retries of the AWS CLI do. */
export class CallRate {
  private left = BURST;
  private last: number;
  private readonly now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.now = now;
    this.last = now();
  }

  /** Takes one call if it may be made at once. Returns false otherwise. */
  takeAtOnce(): boolean {
    this.refill();
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }

  /** Takes one call and returns the milliseconds until it may be made. */
  take(): number {
    this.refill();
    this.left -= 1;
    return this.left >= 0 ? 0 : Math.ceil((-this.left / PER_SECOND) * 1000);
  }

  private refill(): void {
    const now = this.now();
    this.left = Math.min(BURST, this.left + ((now - this.last) / 1000) * PER_SECOND);
    this.last = now;
  }
}
