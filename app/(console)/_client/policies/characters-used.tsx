'use client';

import type { PolicyKind } from '@gatehouse/policy/parse';
import { countedCharacters } from '@gatehouse/policy/validate';
import { Progress } from '@/components/ui/progress';

type CharactersUsedProps = { text: string /** Absent for declarative policies. */; kind?: PolicyKind; most: number };

/** Shows how much of its quota a policy uses. */
export function CharactersUsed({ text, kind, most }: CharactersUsedProps) {
  // AWS: only the trust policy's quota counts white space.
  const count = kind === 'trust' ? text.length : countedCharacters(text);
  return (
    <div className="flex items-center gap-2.5 text-sm tabular-nums">
      <span className={count > most ? 'text-deny' : undefined}>
        <b className="font-semibold">{count.toLocaleString('en')}</b> of {most.toLocaleString('en')}{' '}
        <span className="max-sm:hidden">characters</span>
      </span>
      <Progress bare label="Characters used" value={Math.min(count, most)} max={most} className="w-28 max-sm:hidden" />
    </div>
  );
}
