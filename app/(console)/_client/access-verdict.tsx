import { Badge, type Tone } from '@/components/ui/badge';
import type { ShownDifference } from '@/lib/access/shown-difference';
import type { Json } from '@/lib/console/result';
import type { AccessVerdict, UndecidedReason } from '@/lib/engine';

const WORDS: Readonly<Record<AccessVerdict, { word: string; tone: Tone; title: string }>> = {
  wider: { word: 'Wider', tone: 'limit', title: 'Allowed more than before, and nothing less' },
  narrower: { word: 'Narrower', tone: 'deny', title: 'Allowed less than before, and nothing more' },
  both: { word: 'Both', tone: 'accent', title: 'Allowed some things more and some things less' },
  equal: { word: 'Equal', tone: 'neutral', title: 'Allowed exactly what was allowed' },
  undecided: { word: 'Undecided', tone: 'neutral', title: 'Whether more or less is allowed could not be shown' },
};

/** The one word that a comparison says of a principal. */
export function VerdictWord({ verdict }: { verdict: AccessVerdict }) {
  const { word, tone, title } = WORDS[verdict];
  return (
    <Badge tone={tone} title={title}>
      {word}
    </Badge>
  );
}

const REASONS: Readonly<Record<UndecidedReason, string>> = {
  tooComplex: 'The policies are too complex to be compared completely.',
  openValues: 'It depends on values that only a request has.',
};

/** Why a comparison was left undecided. */
export function undecidedReason(reason: UndecidedReason | undefined): string {
  return REASONS[reason ?? 'openValues'];
}

/** A request that shows what differs: what is called on what, and with which condition keys. */
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
        {Direction === 'more' ? 'Allowed now, for example: ' : 'No longer allowed, for example: '}
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
