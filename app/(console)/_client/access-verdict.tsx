import type { AccessVerdict, UndecidedReason } from '@gatehouse/policy/analyze';
import { Badge, type Tone } from '@/components/ui/badge';
import type { ShownDifference } from '@/lib/access/shown-difference';
import type { Json } from '@/lib/console/result';

const WORDS: Readonly<Record<AccessVerdict, { word: string; tone: Tone; title: string }>> = {
  wider: { word: 'Wider', tone: 'limit', title: 'Allows more than before' },
  narrower: { word: 'Narrower', tone: 'deny', title: 'Allows less than before' },
  both: { word: 'Both', tone: 'accent', title: 'Allows more in some cases and less in others' },
  equal: { word: 'Equal', tone: 'neutral', title: 'Allows the same as before' },
  undecided: { word: 'Undecided', tone: 'neutral', title: 'The comparison is inconclusive' },
};

/** The verdict of a comparison, in one word. */
export function VerdictWord({ verdict }: { verdict: AccessVerdict }) {
  const { word, tone, title } = WORDS[verdict];
  return (
    <Badge tone={tone} title={title}>
      {word}
    </Badge>
  );
}

const REASONS: Readonly<Record<UndecidedReason, string>> = {
  tooComplex: 'The policies are too complex to compare completely.',
  openValues: 'The result depends on values that only a request has.',
};

/** Returns the reason why a comparison is undecided. */
export function undecidedReason(reason: UndecidedReason | undefined): string {
  return REASONS[reason ?? 'openValues'];
}

/** Shows a request that demonstrates the difference: action, resource and condition keys. */
export function DifferenceShown({ difference }: { difference: Json<ShownDifference> }) {
  const { Direction, Action, Resource, Context, Without } = difference;
  const conditions = [
    ...Context.map(
      ({ Key, Values }) => `${Key} ${Values.length === 0 ? 'empty' : Values.map((value) => value || '""').join(', ')}`,
    ),
    ...Without.map((key) => `no ${key}`),
  ];
  return (
    <p className="text-sm [overflow-wrap:anywhere]">
      <span className="text-ink-2">
        {Direction === 'more' ? 'Newly allowed, for example: ' : 'No longer allowed, for example: '}
      </span>
      <span className="font-mono text-xs">{Action}</span>
      {Resource === undefined || Resource === '*' ? null : (
        <>
          {' on '}
          <span className="font-mono text-xs">{Resource}</span>
        </>
      )}
      {conditions.length === 0 ? null : ` with ${conditions.join('; ')}`}
    </p>
  );
}
