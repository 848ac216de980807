import { VerdictWord } from '@/app/(console)/_client/access-verdict';
import { Badge } from '@/components/ui/badge';
import type { PreviewResult } from '@/lib/access/permission-set-preview/limits';

/** The result in an account, in one word. */
export function ResultWord({ result }: { result: PreviewResult }) {
  return result === 'fails' ? (
    <Badge tone="deny" title="The permission set cannot be provisioned in this account">
      Fails
    </Badge>
  ) : (
    <VerdictWord verdict={result} />
  );
}
