import { AwsError } from '../errors';

/** The caller of expensive work. Turns alternate between accounts, and between the callers of an account. */
export type Asker = { accountId: string; caller: string };

type Waiting = { asker: Asker; enter: () => void; number: number };

/** The limits on work in progress and in the queue. */
export type LineSize = {
  atOnce: number;
  /** The limit per caller, including work in progress. */
  ofCaller: number;
  /** The limit per account. */
  ofAccount: number;
  ofAll: number;
};

/** Admits a few pieces of expensive work at a time. The caller with the least in progress comes first, then the longest wait. */
export class FairLine {
  private readonly working: Asker[] = [];
  private readonly waiting: Waiting[] = [];

  constructor(private readonly size: LineSize) {}

  /**
   * Waits for a turn.
   * @returns a function that ends the turn
   * @throws AwsError Throttling if the caller, its account or all callers together have too much waiting
   */
  async enter(asker: Asker): Promise<() => void> {
    const all = [...this.working, ...this.waiting.map((one) => one.asker)];
    const { ofCaller, ofAccount, ofAll } = this.size;
    const ofThisAccount = all.filter(({ accountId }) => accountId === asker.accountId);
    if (all.length >= ofAll || ofThisAccount.length >= ofAccount || ofThisAccount.filter(isOf(asker)).length >= ofCaller)
      throw new AwsError('Throttling', 'Too many questions that take long are being answered. Ask again when one is answered.');
    if (this.working.length < this.size.atOnce) this.begin(asker);
    else {
      await new Promise<void>((enter) => void this.waiting.push({ asker, enter, number: ++this.number }));
    }
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.leave(asker);
    };
  }

  private leave(asker: Asker): void {
    const at = this.working.indexOf(asker);
    if (at >= 0) this.working.splice(at, 1);
    const next = this.next();
    if (next === undefined) return;
    this.waiting.splice(this.waiting.indexOf(next), 1);
    this.begin(next.asker);
    next.enter();
  }

  private begin(asker: Asker): void {
    this.working.push(asker);
    if (this.served.size > MOST_SERVED) this.served.clear();
    this.turns += 1;
    this.served.set(asker.accountId, this.turns).set(callerKey(asker), this.turns);
  }

  private turns = 0;
  private number = 0;
  /** The last turns of accounts and callers. */
  private readonly served = new Map<string, number>();

  private next(): Waiting | undefined {
    const rank = ({ asker, number }: Waiting) => [
      this.working.filter(({ accountId }) => accountId === asker.accountId).length,
      this.served.get(asker.accountId) ?? 0,
      this.working.filter(isOf(asker)).length,
      this.served.get(callerKey(asker)) ?? 0,
      number,
    ];
    return this.waiting.toSorted((a, b) => compareRanks(rank(a), rank(b)))[0];
  }
}

const MOST_SERVED = 10_000;

const callerKey = ({ accountId, caller }: Asker) => `${accountId} ${caller}`;

const isOf =
  ({ accountId, caller }: Asker) =>
  (other: Asker) =>
    other.accountId === accountId && other.caller === caller;

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [i, own] of a.entries()) {
    const other = b[i] ?? 0;
    if (own !== other) return own - other;
  }
  return 0;
}
