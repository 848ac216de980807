'use client';

import { X } from 'lucide-react';
import { CopyArn } from '@/components/console/page/copy-text';
import { IconButton } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import type { EscalationMove, EscalationRoute, EscalationStatement } from '@/lib/access/escalation/operations';
import { parseSubject } from '@/lib/access/subject-arn';
import { paths } from '@/lib/console/paths';
import { DANGER_STATUS, DANGER_WORDS, shortName, stepTitle } from './step-words';

type PathPanelProps = { path: EscalationRoute; ownAccount: string | undefined; onClose: () => void };

/** One path: each step, the permissions that it takes, and the statements that give them. */
export function PathPanel({ path, ownAccount, onClose }: PathPanelProps) {
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
      <ol aria-label="Steps" className="mt-3 space-y-4">
        {path.Steps.map((step, at) => (
          <li key={`${step.Method} ${step.On}`} className="space-y-2 border-line border-t pt-3">
            <p className="break-words font-medium">
              {at + 1}. {stepTitle(step)}
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

function Need({ need, by, ownAccount }: NeedProps) {
  const { Action, Resource, Access, Statements } = need;
  const own = parseSubject(by)?.accountId === ownAccount;
  return (
    <div className="space-y-1.5 pl-4">
      <p className="text-sm">
        <code className="break-all font-mono">{Action}</code> <Status kind={DANGER_STATUS[Access]}>{DANGER_WORDS[Access]}</Status>
        {Resource === '*' ? null : <code className="block break-all font-mono text-ink-2 text-xs">{Resource}</code>}
      </p>
      {Statements.length === 0 ? (
        <p className="text-ink-3 text-sm">By what a step before has gained.</p>
      ) : (
        Statements.map((statement) => (
          <Granting key={`${statement.Policy} ${statement.Group} ${statement.Number}`} statement={statement} />
        ))
      )}
      {own && Statements.length > 0 ? (
        <p className="text-sm">
          <TextLink href={paths.access({ principal: by, ask: 'true', action: Action, resource: Resource })}>
            Explain this permission
          </TextLink>
        </p>
      ) : null}
    </div>
  );
}

function Granting({ statement }: { statement: EscalationStatement }) {
  const { Policy, Arn, Group, Number: number, Sid, Text } = statement;
  const name = Group === undefined ? Policy : `${Policy} (group ${Group})`;
  return (
    <>
      <p className="text-ink-2 text-sm">
        {Text !== undefined && Arn ? <TextLink href={paths.policy(Arn)}>{name}</TextLink> : name}, statement {Sid ?? number}
      </p>
      {Text === undefined ? null : <CodeBlock label={`${Policy}, statement ${Sid ?? number}`} code={Text} maxHeight={200} />}
    </>
  );
}
