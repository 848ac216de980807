const DAY_MS = 86_400_000;

/**
 * The time of an examination. It records when the earliest of the ages it was asked about passes its limit: until then the
 * answers hold.
 */
export class Clock {
  private next: number | null = null;

  constructor(readonly now: Date) {}

  /** Returns whether a time is more than the given days ago. */
  isOlder(time: Date, days: number): boolean {
    const turns = time.getTime() + days * DAY_MS;
    if (this.now.getTime() > turns) return true;
    this.turnsAt(new Date(turns));
    return false;
  }

  /** Records that the answer changes at this time. */
  turnsAt(time: Date): void {
    if (this.next === null || time.getTime() < this.next) this.next = time.getTime();
  }

  /** Returns the whole days since a time. */
  daysSince(time: Date): number {
    return Math.max(0, Math.floor((this.now.getTime() - time.getTime()) / DAY_MS));
  }

  /** Returns the time from which the answers may differ without any change to the account; null if never. */
  nextChangeAt(): Date | null {
    return this.next === null ? null : new Date(this.next + 1);
  }
}
