'use client';

import { X } from 'lucide-react';
import { policyEditHref, policyHrefOf } from '@/app/(console)/_client/policies/policy-href';
import { withSuggestion } from '@/app/(console)/_client/policies/suggested-document';
import { type Applying, applyDetach } from '@/app/(console)/access/applied-where';
import { type Question, questionHref } from '@/app/(console)/access/question-fragment';
import { DANGER_STATUS, DANGER_WORDS, shortName, stepTitle } from '@/app/(console)/access/step-words';
import { CopyArn } from '@/components/console/page/copy-text';
import { IconButton } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import type { EscalationMove, EscalationRoute, EscalationStatement } from '@/lib/access/escalation/operations';
import type { PolicyDraft } from '@/lib/access/schema';
import { parseSubject } from '@/lib/access/subject-arn';
import { paths } from '@/lib/console/paths';

type PathPanelProps = {
  path: EscalationRoute;
  ownAccount: string | undefined;
  reach: 'account' | 'organization';
  onClose: () => void;
};

/** One path: each step, its permissions, and the statements that grant them. */
export function PathPanel({ path, ownAccount, reach, onClose }: PathPanelProps) {
  return (
    <Panel
      title={`How ${shortName(path.Arn)} becomes an administrator`}
      actions={
        <IconButton label="Close" onClick={onClose}>
          <X aria-hidden size={16} />
        </IconButton>
      }
    >
      <CopyArn arn={path.Arn} />
      <p className="mt-2 text-sm">
        <TextLink href={paths.accessGraph({ focus: path.Arn, reach: reach === 'organization' ? reach : undefined })}>
          View in access graph
        </TextLink>
      </p>
      <ol aria-label="Steps" className="mt-3 space-y-4">
        {path.Steps.map((step, at) => (
          <li key={`${step.Method} ${step.By} ${step.On} ${step.Value}`} className="space-y-2 border-line border-t pt-3">
            <p className="break-words font-medium">
              {at + 1}. {step.By === path.Arn ? '' : `As ${shortName(step.By)}: `}
              {stepTitle(step)}
            </p>
            {step.Needs.map((need) => (
              <Need key={`${need.Action} ${need.Resource}`} need={need} by={step.By} ownAccount={ownAccount} />
            ))}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

type NeedProps = { need: EscalationMove['Needs'][number]; by: string; ownAccount: string | undefined };

/** A permission, and the statements that grant it. */
export function Need({ need, by, ownAccount }: NeedProps) {
  const { Action, Resource, Access, Statements } = need;
  const own = parseSubject(by)?.accountId === ownAccount;
  const question: Question = { PrincipalArn: by, Action, Resource };
  const drafts = withoutThem(Statements);
  return (
    <div className="space-y-1.5 pl-4">
      <p className="text-sm">
        <code className="break-all font-mono">{Action}</code> <Status kind={DANGER_STATUS[Access]}>{DANGER_WORDS[Access]}</Status>
        {Resource === '*' ? null : <code className="block break-all font-mono text-ink-2 text-xs">{Resource}</code>}
      </p>
      {Statements.length === 0 ? (
        <p className="text-ink-3 text-sm">With permissions gained in an earlier step.</p>
      ) : (
        Statements.map((statement) => (
          <Granting
            key={`${statement.Policy} ${statement.Group} ${statement.Number}`}
            statement={statement}
            by={by}
            ownAccount={ownAccount}
            question={question}
          />
        ))
      )}
      {own && Statements.length > 0 ? (
        <p className="flex flex-wrap gap-x-4 text-sm">
          {drafts ? (
            <TextLink href={questionHref({ ...question, Drafts: drafts })}>
              Try without {Statements.length === 1 ? 'it' : 'them'}
            </TextLink>
          ) : null}
          <TextLink href={questionHref(question)}>Explain permission</TextLink>
        </p>
      ) : null}
    </div>
  );
}

type GrantingProps = { statement: EscalationStatement; by: string; ownAccount: string | undefined; question: Question };

/** A statement that allows the step, and the page on which to remove it. */
function Granting({ statement, by, ownAccount, question }: GrantingProps) {
  const { Policy, Ref, Group, Number: number, Sid, Text } = statement;
  const name = Group === undefined ? Policy : `${Policy} (group ${Group})`;
  const href = Ref && Text !== undefined ? policyHrefOf(by, ownAccount)(Ref, number - 1) : undefined;
  const change = changeOf(statement, by, question);
  return (
    <>
      <p className="flex flex-wrap gap-x-4 text-sm">
        <span className="text-ink-2">
          {href ? (
            <TextLink inline href={href}>
              {name}
            </TextLink>
          ) : (
            name
          )}
          , statement {Sid ?? number}
        </span>
        {change ? <TextLink href={change.href}>{change.label}</TextLink> : null}
      </p>
      {Text === undefined ? null : <CodeBlock label={`${Policy}, statement ${Sid ?? number}`} code={Text} maxHeight={200} />}
    </>
  );
}

/** Returns the page on which the statement is removed, or the policy detached if nothing else works. */
function changeOf({ Ref, Number: number, Alone }: EscalationStatement, by: string, question: Question): Applying | null {
  if (Ref?.type !== 'identity') return null;
  const edit = Alone ? undefined : policyEditHref(Ref, by);
  if (edit === undefined) return applyDetach(Ref, by);
  const suggestion = { without: [number - 1], back: questionHref(question) };
  return { href: withSuggestion(edit, suggestion), label: 'Review and remove' };
}

/** Returns drafts without the statements that allow a step, or null if one cannot be tried. */
function withoutThem(statements: readonly EscalationStatement[]): PolicyDraft[] | null {
  const byPolicy = new Map<string, number[]>();
  for (const { Ref, Number: number } of statements) {
    // A draft replaces the caller's own policies.
    if (Ref?.type !== 'identity') return null;
    byPolicy.set(Ref.id, [...(byPolicy.get(Ref.id) ?? []), number - 1]);
  }
  return [...byPolicy].map(([policyId, at]) => ({ kind: 'without', policyId, statements: at }));
}
