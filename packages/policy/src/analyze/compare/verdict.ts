/**
 * The comparison of what is allowed before and after. `wider`: requests were gained and none lost. `narrower`: the reverse. `both`: some
 * gained and some lost. `equal`: every request has the same decision. `undecided`: one of these, without proof.
 */
export type AccessVerdict = 'equal' | 'wider' | 'narrower' | 'both' | 'undecided';

/**
 * The reason of an undecided comparison. `tooComplex`: the policies have more cases than are tried. `openValues`: it depends on values of
 * requests, such as a variable compared with another key, and no example was found.
 */
export type UndecidedReason = 'tooComplex' | 'openValues';

/** The result for one direction: proven by a request, ruled out, or open. */
export type Shown = 'yes' | 'no' | 'open';

/** Returns the verdict for the results of both directions. */
export function verdictOf(more: Shown, less: Shown): AccessVerdict {
  if (more === 'yes' && less === 'yes') return 'both';
  if (more === 'open' || less === 'open') return 'undecided';
  if (more === 'yes') return 'wider';
  return less === 'yes' ? 'narrower' : 'equal';
}
