/**
 * How what is allowed after stands to what was allowed before. `wider`: some request is allowed that was not, and none is lost; `narrower`: the
 * other way round; `both`: some are gained and some lost; `equal`: every request is decided alike. `undecided`: one of these, and which could
 * not be shown.
 */
export type AccessVerdict = 'equal' | 'wider' | 'narrower' | 'both' | 'undecided';

/**
 * Why a comparison was left undecided. `tooComplex`: the policies can be answered in more ways than are tried. `openValues`: it hangs on values
 * that only a request has, such as a variable compared with another key, and no request was found that shows it.
 */
export type UndecidedReason = 'tooComplex' | 'openValues';

/** What is known of one direction: shown by a request, ruled out, or neither. */
export type Shown = 'yes' | 'no' | 'open';

/** The verdict that follows from both directions. */
export function verdictOf(more: Shown, less: Shown): AccessVerdict {
  if (more === 'yes' && less === 'yes') return 'both';
  if (more === 'open' || less === 'open') return 'undecided';
  if (more === 'yes') return 'wider';
  return less === 'yes' ? 'narrower' : 'equal';
}
