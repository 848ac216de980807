'use client';

import { accountPartOf } from '@gatehouse/policy/arn';
import { ArrowDown, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { questionHref } from '@/app/(console)/access/question-fragment';
import type { AskedCircumstances } from '@/app/(console)/access/read-fragment';
import { CopyArn } from '@/components/console/page/copy-text';
import { IconButton } from '@/components/ui/button';
import { OutcomeStatus } from '@/components/ui/outcome-status';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { parseSubject } from '@/lib/access/subject-arn';
import type { GrantingPolicy, OpenConditionFact } from '@/lib/access/who-can/ways';
import { paths } from '@/lib/console/paths';
import { ACCESS_OUTCOME, ACCESS_WORDS, conditionText, policyText, type Way } from '../../_components/way-words';

/** The question of the paths, which links to steps carry on. */
export type AskedWay = { Action: string; Resource: string; ResourceAccount?: string } & AskedCircumstances;

type WayPanelProps = {
  start: { Arn: string; Name: string };
  question: AskedWay;
  way: Way;
  /** The reader's account. Policies of other accounts are only shown there. */
  ownAccount: string | undefined;
  onClose: () => void;
};

/** One path from a principal to an action: roles, statements and conditions. */
export function WayPanel({ start, question, way, ownAccount, onClose }: WayPanelProps) {
  const { Action: action, Resource: resource } = question;
  const stops = [start, ...way.Steps.map(({ RoleArn, RoleName }) => ({ Arn: RoleArn, Name: RoleName }))];
  return (
    <Panel
      title={`How ${start.Name} can`}
      actions={
        <IconButton label="Close" onClick={onClose}>
          <X aria-hidden size={16} />
        </IconButton>
      }
    >
      <ol aria-label="Steps" className="space-y-3">
        {stops.map((stop, at) => {
          const step = way.Steps[at];
          const conditions = way.Conditions.filter(({ Assuming }) => Assuming === step?.RoleArn);
          const open = conditions.length > 0 || way.PartOfResources || way.UnknownPolicy;
          const access = step?.Access ?? (open ? 'sometimes' : 'always');
          const own = parseSubject(stop.Arn)?.accountId === ownAccount;
          return (
            <li key={stop.Arn} className="space-y-1.5">
              <div className="rounded-md bg-sunken px-3 py-2">
                <p className="font-medium">{stop.Name}</p>
                <CopyArn arn={stop.Arn} />
              </div>
              <div className="flex gap-2 pl-3">
                <ArrowDown aria-hidden size={16} className="mt-0.5 shrink-0 text-ink-3" />
                <div className="min-w-0 space-y-1">
                  <p>
                    {step ? `assumes the role ${step.RoleName}` : <Ask action={action} resource={resource} />}{' '}
                    <OutcomeStatus outcome={ACCESS_OUTCOME[access]}>{ACCESS_WORDS[access]}</OutcomeStatus>
                  </p>
                  {!step && way.UnknownPolicy ? (
                    <p className="text-ink-2 text-sm">
                      This depends on the resource policy, which is not known here. Add it to the request.
                    </p>
                  ) : (
                    <Granted by={step?.By ?? way.By} own={own} />
                  )}
                  {step || !way.PartOfResources ? null : (
                    <p className="text-ink-2 text-sm">Only for part of the resources in the request.</p>
                  )}
                  <Conditions conditions={conditions} />
                  <p className="text-sm">
                    <TextLink href={stepHref(stop.Arn, question, step?.RoleArn, conditions)}>Explain step</TextLink>
                  </p>
                  {own ? null : <ElsewhereNote arn={stop.Arn} />}
                </div>
              </div>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

/** Returns the question of one step, with the same circumstances and with values for its conditions. */
function stepHref(
  principal: string,
  question: AskedWay,
  role: string | undefined,
  conditions: readonly OpenConditionFact[],
): string {
  const { Action, Resource, ResourceAccount, ResourcePolicy, Context = [] } = question;
  const given = new Set(Context.map(({ Key }) => Key.toLowerCase()));
  const wanted = conditions.flatMap((condition) => (given.has(condition.Key.toLowerCase()) ? [] : valueFor(condition)));
  const asked = { PrincipalArn: principal, Context: [...Context, ...wanted] };
  return questionHref(
    role
      ? { ...asked, Action: 'sts:AssumeRole', Resource: role }
      : { ...asked, Action, Resource, ResourceAccount, ResourcePolicy },
  );
}

/** Returns a value that makes an Allow apply, if its condition shows one. */
function valueFor({ Effect, Operator, Key, Values }: OpenConditionFact): { Key: string; Values: string[] }[] {
  const [value] = Values;
  const positive = /^(String(Equals|EqualsIgnoreCase|Like)|Bool|Arn(Equals|Like)|NumericEquals|DateEquals)(IfExists)?$/.test(
    Operator,
  );
  return Effect === 'Allow' && positive && value !== undefined && !/[*?$]/.test(value) ? [{ Key, Values: [value] }] : [];
}

function Ask({ action, resource }: { action: string; resource: string }) {
  return (
    <>
      <code className="break-all font-mono text-sm">{action}</code>{' '}
      {resource === '*' ? null : (
        <>
          on <code className="break-all font-mono text-ink-2 text-sm">{resource}</code>
        </>
      )}
    </>
  );
}

function Granted({ by, own }: { by: readonly GrantingPolicy[]; own: boolean }) {
  if (by.length === 0) return <p className="text-ink-2 text-sm">No policy is required for this.</p>;
  return (
    <p className="text-ink-2 text-sm">
      Granted by{' '}
      {by.map(
        (policy, at): ReactNode => (
          <span key={policyText(policy)}>
            {at > 0 ? ', ' : null}
            {own && policy.Arn ? (
              <TextLink inline href={paths.policy(policy.Arn)}>
                {policyText(policy)}
              </TextLink>
            ) : (
              policyText(policy)
            )}
          </span>
        ),
      )}
    </p>
  );
}

function Conditions({ conditions }: { conditions: readonly OpenConditionFact[] }) {
  if (conditions.length === 0) return null;
  return (
    <div className="text-sm">
      <p className="text-ink-2">Under these conditions:</p>
      <ul className="list-disc space-y-0.5 pl-5">
        {conditions.map((condition) => (
          <li key={JSON.stringify(condition)} className="break-words">
            <code className="break-all font-mono">{condition.Key}</code> {conditionText(condition)}{' '}
            <span className="text-ink-3">
              ({condition.Policy}
              {condition.Effect === 'Deny' ? ', otherwise denies' : ''})
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function ElsewhereNote({ arn }: { arn: string }) {
  const account = accountPartOf(arn);
  return (
    <p className="text-ink-3 text-sm">
      Its policies are in account {account}.{' '}
      <TextLink inline href={paths.switchRole({ account })}>
        Switch role
      </TextLink>{' '}
      to read them.
    </p>
  );
}
