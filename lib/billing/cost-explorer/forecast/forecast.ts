/** The forecast of a series of daily amounts in whole numbers. Days count from 0, the first after the past. */
export type Forecast = {
  /** Returns the expected amount of a day. */
  mean(day: number): bigint;
  /**
   * Returns the expected sum of days, and the interval that contains it with a probability of `level` percent (51 to 99). Errors
   * of days are correlated, so the bounds are not the sums of daily bounds.
   */
  between(from: number, until: number, level: number): { mean: bigint; lower: bigint; upper: bigint };
};

/** The minimum number of days, one full week. AWS requires a full billing cycle. */
export const FEWEST_DAYS = 7;
/** Thirteen weeks. Older days say little about the present. */
export const MOST_DAYS = 91;

const WEEK = 7;
/** From three samples of each, weekdays can be distinguished from chance. */
const FEWEST_FOR_WEEKDAYS = 3 * WEEK;
const FEWEST_FOR_TREND = 2 * WEEK;
/** The parameter grid. Among equal fits, the first is chosen, which is the calmest. */
const ALPHAS = [0.05, 0.1, 0.2, 0.35, 0.5, 0.8];
const BETAS = [0, 0.02, 0.05, 0.1, 0.2];
const DAMPINGS = [0.9, 0.95, 0.98];

/** The parameters of exponential smoothing: `alpha` for the level, `beta` for the trend, and the daily `damping` of the trend. */
type Smoothing = { alpha: number; beta: number; damping: number };
type Fit = Smoothing & { level: number; trend: number; squares: number };

/**
 * Forecasts amounts from past days, oldest first, ending with the day before day 0. Leading zeros, and days older than {@link
 * MOST_DAYS}, are ignored.
 *
 * First, weekday effects are removed: for each weekday the median distance from the mean of the surrounding week. Single outliers
 * don't move the level. The rest is smoothed exponentially with a damped trend (Gardner and McKenzie 1985), with the parameters
 * from a fixed grid that would have forecast the past best. The interval is that of the method's state space model (Hyndman et
 * al. 2008, chapter 6) with a quantile of Student's distribution, because the past is short. The same past gives the same
 * forecast, and a constant past continues forever.
 *
 * Amounts are whole numbers. In between, floating point is used for differences from the last day, and each result is rounded
 * once.
 * @returns undefined with fewer than {@link FEWEST_DAYS} days
 */
export function forecast(past: readonly bigint[]): Forecast | undefined {
  const begin = past.findIndex((amount) => amount !== 0n);
  const known = begin === -1 ? [] : past.slice(Math.max(begin, past.length - MOST_DAYS));
  if (known.length < FEWEST_DAYS) return undefined;
  const base = known.at(-1) ?? 0n;
  const lowest = known.some((amount) => amount < 0n) ? null : 0n;
  const values = known.map((amount) => Number(amount - base));
  const weekdays = weekdayEffects(values);
  const calm = values.map((value, at) => value - (weekdays[at % WEEK] ?? 0));
  const fit = fitLevel(calm);
  const freedom = known.length - (known.length < FEWEST_FOR_TREND ? 1 : 3);
  const deviation = Math.sqrt(fit.squares / freedom);
  const mean = (day: number): bigint => {
    const weekday = weekdays[(known.length + day) % WEEK] ?? 0;
    const expected = base + BigInt(Math.round(fit.level + trendOver(fit, day + 1) * fit.trend + weekday));
    return atLeast(lowest, expected);
  };
  return {
    mean,
    between: (from, until, level) => {
      let sum = 0n;
      for (let day = from; day < until; day++) sum += mean(day);
      const wide = BigInt(Math.round(studentQuantile(level, freedom) * deviation * spreadOf(fit, from, until)));
      return { mean: sum, lower: atLeast(lowest, sum - wide), upper: sum + wide };
    },
  };
}

function atLeast(lowest: bigint | null, amount: bigint): bigint {
  return lowest !== null && amount < lowest ? lowest : amount;
}

/** Returns the effect of each weekday, beginning with that of the first value. The effects add up to zero. */
function weekdayEffects(values: readonly number[]): number[] {
  if (values.length < FEWEST_FOR_WEEKDAYS) return [];
  const half = (WEEK - 1) / 2;
  const apart: number[][] = Array.from({ length: WEEK }, () => []);
  for (let at = half; at < values.length - half; at++) {
    const around = values.slice(at - half, at + half + 1).reduce((sum, value) => sum + value, 0) / WEEK;
    apart[at % WEEK]?.push((values[at] ?? 0) - around);
  }
  const effects = apart.map(median);
  const rest = effects.reduce((sum, effect) => sum + effect, 0) / WEEK;
  return effects.map((effect) => effect - rest);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}

/** Returns the final level and trend of a series, by the smoothing with the smallest one-day errors. */
function fitLevel(values: readonly number[]): Fit {
  const steady = withoutOddDays(values);
  const smoothed = (smoothing: Smoothing, start: number, slope: number) => smooth(values, steady, smoothing, start, slope);
  const first = median(steady.slice(0, WEEK));
  if (values.length < FEWEST_FOR_TREND) {
    return best(ALPHAS.map((alpha) => smoothed({ alpha, beta: 0, damping: 1 }, first, 0)));
  }
  const slope = (median(steady.slice(WEEK, 2 * WEEK)) - first) / WEEK;
  const start = first - ((WEEK + 1) / 2) * slope;
  return best(
    ALPHAS.flatMap((alpha) =>
      BETAS.flatMap((share) => DAMPINGS.map((damping) => smoothed({ alpha, beta: alpha * share, damping }, start, slope))),
    ),
  );
}

function best(fits: readonly Fit[]): Fit {
  return fits.reduce((found, fit) => (fit.squares < found.squares ? fit : found));
}

/** Smooths the values without outliers, and measures errors against the true ones. */
function smooth(
  values: readonly number[],
  steady: readonly number[],
  smoothing: Smoothing,
  firstLevel: number,
  firstTrend: number,
): Fit {
  const { alpha, beta, damping } = smoothing;
  let [level, trend, squares] = [firstLevel, firstTrend, 0];
  for (const [at, value] of steady.entries()) {
    const expected = level + damping * trend;
    level = expected + alpha * (value - expected);
    trend = damping * trend + beta * (value - expected);
    squares += ((values[at] ?? 0) - expected) ** 2;
  }
  return { ...smoothing, level, trend, squares };
}

/** An outlier's distance from its neighbors, in multiples of the usual distance and of the distance between the neighbors. */
const ODD = { usual: 8, between: 4 };
const DAYS_FOR_ONE_ODD = 28;

/**
 * Replaces outliers, at most one in four weeks, with the mean of their neighbors. They widen the interval but don't change the
 * level.
 */
function withoutOddDays(values: readonly number[]): number[] {
  const beside = values.map((_, at) => {
    // At an end, the two days on the existing side are used.
    const [before = 0, after = 0] = [values[at - 1] ?? values[at + 2], values[at + 1] ?? values[at - 2]];
    return { mean: (before + after) / 2, apart: Math.abs(before - after) };
  });
  const far = values.map((value, at) => Math.abs(value - (beside[at]?.mean ?? 0)));
  const usual = median(far);
  const isOdd = far.map((each, at) => each > ODD.usual * usual && each > ODD.between * (beside[at]?.apart ?? 0));
  if (isOdd.filter(Boolean).length > Math.max(1, values.length / DAYS_FOR_ONE_ODD)) return [...values];
  return values.map((value, at) => (isOdd[at] ? (beside[at]?.mean ?? 0) : value));
}

/** Returns the sum of a damped trend over days, in multiples of the trend. */
function trendOver({ damping }: Smoothing, days: number): number {
  return damping === 1 ? days : (damping * (1 - damping ** days)) / (1 - damping);
}

/** Returns the standard deviation of a sum of days, in daily deviations. Each error also moves later days. */
function spreadOf(smoothing: Smoothing, from: number, until: number): number {
  const moved = [0];
  for (let after = 0; after < until; after++) {
    const effect = after === 0 ? 1 : smoothing.alpha + smoothing.beta * trendOver(smoothing, after);
    moved.push((moved[after] ?? 0) + effect);
  }
  let variance = 0;
  for (let day = 0; day < until; day++) {
    const weight = (moved[until - day] ?? 0) - (moved[Math.max(0, from - day)] ?? 0);
    variance += weight * weight;
  }
  return Math.sqrt(variance);
}

/**
 * Returns the quantile of Student's distribution for a two-sided level in percent. It uses the normal quantile to a millionth
 * (Acklam), and the expansion in degrees of freedom (Abramowitz and Stegun 26.7.5). It is accurate to a hundredth from five
 * degrees on.
 */
function studentQuantile(level: number, freedom: number): number {
  const z = normalQuantile(0.5 + level / 200);
  const [z3, z5] = [z ** 3, z ** 5];
  return z + (z3 + z) / (4 * freedom) + (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom ** 2);
}

/** Returns the normal quantile for probabilities from a half to below one. */
function normalQuantile(probability: number): number {
  const polynomial = (by: number, factors: readonly number[]) => factors.reduce((sum, factor) => sum * by + factor, 0);
  if (probability > 0.97575) {
    const q = Math.sqrt(-2 * Math.log(1 - probability));
    const above = [
      -7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783,
    ];
    const below = [7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
    return -polynomial(q, above) / polynomial(q, below);
  }
  const q = probability - 0.5;
  const above = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
  ];
  const below = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1];
  return (polynomial(q * q, above) * q) / polynomial(q * q, below);
}
