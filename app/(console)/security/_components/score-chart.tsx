import type { Json } from '@/lib/console/result';
import type { ScorePoint } from '@/lib/posture/operations';
import { pointsOf } from './score-points';

const [WIDTH, HEIGHT, TOP] = [600, 110, 8];
/** The maximum scores with an open high finding, and with a critical one. */
const CAPS = [89, 59];
const DAY_MS = 86_400_000;
const DAYS = 90;

type ScoreChartProps = {
  points: Json<ScorePoint>[];
  /** The current score, and its time (ISO). */
  now: number | null;
  at: string;
};

/** The score of the last 90 days as steps, because each value applies until the next. The two maximums are lines. */
export function ScoreChart({ points, now, at }: ScoreChartProps) {
  if (now === null) return <div />;
  const line = pointsOf(points, now, at);
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last) return <div />;
  const end = last.at;
  const start = line.length > 2 ? first.at : end - DAY_MS;
  const x = (at: number) => ((at - start) / Math.max(1, end - start)) * WIDTH;
  const y = (score: number) => TOP + ((100 - score) / 100) * (HEIGHT - 2 * TOP);
  const path = line
    .map(({ at, score }, index) => `${index === 0 ? 'M' : `H${x(at)} V`}${index === 0 ? `${x(at)} ` : ''}${y(score)}`)
    .join(' ');
  const days = Math.round((end - start) / DAY_MS);
  return (
    <figure className="min-w-0 px-4 py-3">
      <figcaption className="font-medium text-ink-3 text-sm">
        {days < 2 ? 'Today' : `Past ${Math.min(days, DAYS)} days`}
      </figcaption>
      <div className="relative mt-1 h-28 pr-8">
        <svg
          role="img"
          aria-label={`Score: ${first.score} at the start, ${last.score} now, ${Math.min(...line.map(({ score }) => score))} at the lowest`}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="size-full overflow-visible"
        >
          {CAPS.map((cap) => (
            <path
              key={cap}
              d={`M0 ${y(cap)}H${WIDTH}`}
              stroke="var(--line-strong)"
              strokeDasharray="3 3"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {line
            .filter(({ marked }) => marked)
            .map(({ at }) => (
              <path
                key={at}
                d={`M${x(at)} ${TOP}V${HEIGHT - TOP}`}
                stroke="var(--line-strong)"
                vectorEffect="non-scaling-stroke"
              />
            ))}
          <path d={path} fill="none" stroke="var(--accent)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
          {/* A point that stays round at any width, because the first day has no line yet. */}
          <path
            d={`M${WIDTH} ${y(last.score)}h0`}
            stroke="var(--accent)"
            strokeWidth="8"
            strokeLinecap="round"
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        {CAPS.map((cap) => (
          <span
            key={cap}
            aria-hidden
            className="-translate-y-1/2 absolute right-0 text-ink-3 text-xs tabular-nums"
            style={{ top: `${(y(cap) / HEIGHT) * 100}%` }}
          >
            {cap}
          </span>
        ))}
      </div>
      <p className="text-ink-3 text-xs">
        Dashed line: maximum of 89 with an open high finding, 59 with a critical one. Vertical line: checks or parameters changed.
      </p>
    </figure>
  );
}
