import { Badge } from '@/components/ui/badge';
import type { ClassState } from '@/lib/classroom/limits';

const LOOK = { open: ['allow', 'Open'], paused: ['limit', 'Paused'], closed: ['neutral', 'Closed'] } as const;

export function ClassStateBadge({ state }: { state: ClassState }) {
  const [tone, word] = LOOK[state];
  return <Badge tone={tone}>{word}</Badge>;
}
