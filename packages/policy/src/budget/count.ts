/**
 * How much is worked, counted by what the time is spent in: comparisons of texts, statements that are asked, entries that are read. One unit is
 * about one turn of an innermost loop. The engine only counts; whoever runs it may look at the count and end a computation that takes too
 * much by throwing. Nothing that is remembered between questions is left half made then.
 */
let left = Number.POSITIVE_INFINITY;
let every = Number.POSITIVE_INFINITY;
let look: (units: number) => void = () => undefined;

/** Counts work that is done now. @throws whatever the watcher throws */
export function spend(units: number): void {
  left -= units;
  if (left < 0) tell();
}

let told = 0;

/** All work since somebody watches. */
export function workSoFar(): number {
  return told + every - left;
}

function tell(): void {
  const spent = every - left;
  told += spent;
  left = every;
  look(spent);
}

/**
 * Lets somebody look at the work of this process, or of this thread. There is one watcher; the last one counts.
 * @param units after how much work to look each time
 * @param watcher gets the work since it last looked
 */
export function watchWork(units: number, watcher: (units: number) => void): void {
  every = units;
  left = units;
  look = watcher;
}

/** Lets the watcher look now, at what was done since it last did. */
export function tellWork(): void {
  if (left < every) tell();
}
