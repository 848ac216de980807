const DAY_MS = 86_400_000;

/** The time of an examination. It notes when the next of the day counts it was asked about turns, since the answers hold until then. */
export class Clock {
  private next: number | null = null;

  constructor(readonly now: Date) {}

  /** Whether something is longer ago than some days. */
  isOlder(time: Date, days: number): boolean {
    const turns = time.getTime() + days * DAY_MS;
    if (this.now.getTime() > turns) return true;
    this.turnsAt(new Date(turns));
    return false;
  }

  /** Another answer is due at a time, whatever that is for. */
  turnsAt(time: Date): void {
    if (this.next === null || time.getTime() < this.next) this.next = time.getTime();
  }

  /** Whole days since a time. */
  daysSince(time: Date): number {
    return Math.max(0, Math.floor((this.now.getTime() - time.getTime()) / DAY_MS));
  }

  /** From when on another answer is due although nothing was changed; null: never. */
  nextChangeAt(): Date | null {
    return this.next === null ? null : new Date(this.next + 1);
  }
}
