/** Creates names for a file from names in the account. They are safe, unique, and the same for the same state. */
export class Names {
  private readonly given = new Map<string, string>();
  private readonly taken = new Set<string>();

  /** @param joint the replacement for characters that the format does not allow; empty if it allows only letters and digits */
  constructor(private readonly joint: '_' | '') {}

  /** @param space names of different spaces may be equal */
  of(space: string, name: string): string {
    const key = `${space} ${name}`;
    const known = this.given.get(key);
    if (known !== undefined) return known;
    const plain = name.replace(/[^A-Za-z0-9]+/g, this.joint);
    const base = /^[A-Za-z]/.test(plain) ? plain : `x${this.joint}${plain}`;
    let safe = base;
    for (let number = 2; this.taken.has(`${space} ${safe.toLowerCase()}`); number++) safe = `${base}${this.joint}${number}`;
    this.taken.add(`${space} ${safe.toLowerCase()}`);
    this.given.set(key, safe);
    return safe;
  }
}
