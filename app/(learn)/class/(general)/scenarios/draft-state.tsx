import { Badge } from '@/components/ui/badge';
import { plural } from '@/lib/core/text/plural';

/** Shows the state of a draft. */
export function DraftState({ problems, isPublished }: { problems: number; isPublished: boolean }) {
  if (problems > 0) return <Badge tone="deny">{plural(problems, 'problem')}</Badge>;
  return isPublished ? <Badge tone="allow">Published</Badge> : <Badge tone="accent">Can be published</Badge>;
}

/** Shows the result of a draft's tests. */
export function DraftTests({ tests }: { tests: { passed: boolean; failures: readonly string[] } | null }) {
  if (!tests) return <span className="text-ink-3">Not run</span>;
  if (tests.passed) return <Badge tone="allow">Passed</Badge>;
  return <Badge tone="deny">{tests.failures.length === 1 ? '1 failed' : `${tests.failures.length} failed`}</Badge>;
}
