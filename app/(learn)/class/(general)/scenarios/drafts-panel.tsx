import { Time } from '@/components/console/page/time';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { ListDrafts } from '@/lib/classroom/pack/draft-operations';
import type { readClassroom } from '@/lib/console/classroom';
import { paths } from '@/lib/console/paths';
import { DraftState, DraftTests } from './draft-state';

type Draft = Awaited<ReturnType<typeof readClassroom<typeof ListDrafts>>>[number];

export function DraftsPanel({ drafts, ofEverybody }: { drafts: readonly Draft[]; ofEverybody: boolean }) {
  if (drafts.length === 0) return null;
  return (
    <Panel
      flush
      title="Drafts"
      count={drafts.length}
      description={
        ofEverybody
          ? 'Your drafts and, because you are an operator, the drafts of all other instructors.'
          : 'Only you and operators see your drafts until you publish them.'
      }
    >
      <Table label="Drafts">
        <TableHead>
          <TableRow>
            <TableHeader>Draft</TableHeader>
            <TableHeader>Version</TableHeader>
            <TableHeader>State</TableHeader>
            <TableHeader>Tests</TableHeader>
            {ofEverybody ? <TableHeader>Of</TableHeader> : null}
            <TableHeader>Last changed</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {drafts.map((draft) => (
            <TableRow key={draft.id}>
              <TableCell className="min-w-48">
                <TextLink href={paths.classDraft(draft.id)}>{draft.title ?? 'Untitled'}</TextLink>
                {draft.packId ? <span className="block font-mono text-ink-3 text-sm">{draft.packId}</span> : null}
              </TableCell>
              <TableCell>{draft.version ?? '–'}</TableCell>
              <TableCell>
                <DraftState problems={draft.problems} isPublished={draft.isPublished} />
              </TableCell>
              <TableCell>
                <DraftTests tests={draft.tests} />
              </TableCell>
              {ofEverybody ? <TableCell>{draft.isOwn ? 'You' : (draft.owner ?? 'A former instructor')}</TableCell> : null}
              <TableCell>
                <Time value={draft.updatedAt} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Panel>
  );
}
