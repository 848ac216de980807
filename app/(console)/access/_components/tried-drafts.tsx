'use client';

import { TextLink } from '@/components/ui/text-link';
import type { ExplainedAccess } from '@/lib/access/operations';
import type { PolicyDraft } from '@/lib/access/schema';
import type { Json } from '@/lib/console/result';
import { applyDraft, draftedPolicy } from '../applied-where';
import { type Question, questionHref } from '../question-fragment';
import { useMakesChanges } from './fix-actions';
import { draftKey } from './fix-trial';

type TriedDraftsProps = { question: Question; answer: Json<ExplainedAccess> };

/** Lists the unsaved drafts of an answer, with links to make them permanently. */
export function TriedDrafts({ question: { Drafts = [], ...stored }, answer: { Subject } }: TriedDraftsProps) {
  const makes = useMakesChanges(Subject.Arn);
  if (Drafts.length === 0) return null;
  const back = questionHref(stored);
  return (
    <div className="border-line border-b px-4 py-2.5 text-sm">
      <p className="text-ink-2">
        Nothing is saved. Result as if {Drafts.length === 1 ? 'this draft were' : 'these drafts were'} in effect:
      </p>
      <ul className="mt-1 space-y-1">
        {Drafts.map((draft) => {
          const policy = draft.kind === 'add' ? undefined : draftedPolicy(draft, Subject);
          const type = draft.kind === 'add' ? draft.type : policy?.type;
          const apply = makes(type) ? applyDraft(draft, Subject, back) : null;
          return (
            <li key={draftKey(draft)} className="flex flex-wrap gap-x-4 break-words">
              <span className="font-medium">{draftWords(draft, policy?.name)}</span>
              {apply ? <TextLink href={apply.href}>{apply.label}</TextLink> : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const KIND_WORDS = {
  identity: 'identity policy',
  boundary: 'permissions boundary',
  scp: 'service control policy',
  rcp: 'resource control policy',
};

function draftWords(draft: PolicyDraft, name: string | undefined): string {
  switch (draft.kind) {
    case 'add':
      return `A new ${KIND_WORDS[draft.type]}`;
    case 'remove':
      return `Without ${name ?? 'one policy'}`;
    case 'without':
      return `${name ?? 'A policy'} without ${draft.statements.length === 1 ? `statement ${(draft.statements[0] ?? 0) + 1}` : 'some statements'}`;
    case 'replace':
      return `${name ?? 'A policy'}, changed`;
  }
}
