/**
 * The amount of work, counted by what takes the time: compared texts, evaluated statements, read entries. A unit is about one turn of an
 * innermost loop. The engine only counts. Its user can watch the count and end an expensive computation by throwing, which leaves nothing
 * half-finished in caches.
 */
let left = Number.MAX_SAFE_INTEGER;
let every = Number.MAX_SAFE_INTEGER;
let look: (units: number) => void = () => undefined;

/** Counts work. @throws whatever the watcher throws */
export function spend(units: number): void {
  left -= units;
  if (left < 0) tell();
}

let told = 0;

/** Returns all work of this process or thread. Differences of two readings count what was done in between. */
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
 * Sets the only watcher of this process's or thread's work.
 * @param units the work between two calls of the watcher
 * @param watcher gets the work since its last call
 */
export function watchWork(units: number, watcher: (units: number) => void): void {
  told += every - left;
  every = units;
  left = units;
  look = watcher;
}

/** Calls the watcher now with the work since its last call. */
export function tellWork(): void {
  if (left < every) tell();
}
