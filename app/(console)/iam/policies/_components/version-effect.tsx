'use client';

import { useState } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Button } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { ActionList, AffectedPrincipal, PolicyVersionEffect } from '@/lib/access/policy-preview/operations';
import { paths } from '@/lib/console/paths';
import { versionEffectQuery } from '../queries';

type VersionEffectProps = {
  arn: string;
  document: string;
  /** Why it cannot be worked out for this document. */
  disabledReason: string | undefined;
};

/** What saving a document as the default version would change, and for whom: worked out when it is asked, for the text as it is then. */
export function VersionEffect({ arn, document, disabledReason }: VersionEffectProps) {
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <Panel
      title="What this changes, and for whom"
      description="For every user and role that has the policy, attached, through a group or as boundary: the actions gained and lost, with everything else that bears on them."
      actions={
        <Button disabledReason={disabledReason} disabled={asked === document} onClick={() => setAsked(document)}>
          {asked === null ? 'Preview the effect' : 'Preview again'}
        </Button>
      }
    >
      {asked === null ? (
        <p className="text-ink-2">Nothing is saved by the preview.</p>
      ) : (
        <div className="space-y-3">
          {asked === document ? null : (
            <p className="text-limit">The document was changed since. This is about the text of before.</p>
          )}
          <Effect arn={arn} document={asked} />
        </div>
      )}
    </Panel>
  );
}

function Effect({ arn, document }: { arn: string; document: string }) {
  const read = useRead(versionEffectQuery(arn, document));
  if (read.error) return <ReadError read={read} what="the effect of this version" />;
  if (!read.data) {
    return (
      <div role="status">
        <p className="mb-2 text-ink-2">Deciding every action for everybody who has the policy…</p>
        <Skeleton width="70%" />
      </div>
    );
  }
  return <Result effect={read.data} />;
}

function Result({ effect: { Principals, Changed, More } }: { effect: PolicyVersionEffect }) {
  if (Principals === 0) return <p role="status">No user and no role has the policy, so that nothing changes for anybody.</p>;
  const affected = Changed.length + More;
  return (
    <div role="status" className="space-y-2">
      <p>
        {affected === 0
          ? `Nothing changes for the ${countOf(Principals, 'principal')} with the policy.`
          : `Something changes for ${affected.toLocaleString('en')} of ${countOf(Principals, 'principal')} with the policy.`}
      </p>
      {Changed.map((principal) => (
        <Principal key={principal.Arn} principal={principal} />
      ))}
      {More > 0 ? <p className="text-ink-2">And {More.toLocaleString('en')} more, less affected.</p> : null}
    </div>
  );
}

function Principal({ principal }: { principal: AffectedPrincipal }) {
  const { Kind, Name, Lost, Gained, Narrowed, Widened, Arn } = principal;
  const parts = [
    Lost.Count > 0 ? `loses ${countOf(Lost.Count, 'action')}` : null,
    Gained.Count > 0 ? `gains ${countOf(Gained.Count, 'action')}` : null,
    Narrowed.Count > 0 ? `${countOf(Narrowed.Count, 'action')} narrowed` : null,
    Widened.Count > 0 ? `${countOf(Widened.Count, 'action')} widened` : null,
  ].filter((part) => part !== null);
  return (
    <ExpandableSection
      title={
        <span className="[overflow-wrap:anywhere]">
          {Kind} {Name}: {parts.join(', ')}
        </span>
      }
    >
      <dl className="space-y-2">
        <Actions label="Loses" mark="−" className="bg-deny-soft" list={Lost} />
        <Actions label="Gains" mark="+" className="bg-allow-soft" list={Gained} />
        <Actions label="On fewer resources or under more conditions" list={Narrowed} />
        <Actions label="On more resources or under fewer conditions" list={Widened} />
      </dl>
      <TextLink href={Kind === 'Role' ? paths.role(Name) : paths.user(Name)} external title={Arn}>
        View {Kind.toLowerCase()}
      </TextLink>
    </ExpandableSection>
  );
}

type ActionsProps = { label: string; mark?: string; className?: string; list: ActionList };

function Actions({ label, mark, className, list: { Count, Actions: names } }: ActionsProps) {
  if (Count === 0) return null;
  const more = Count - names.length;
  return (
    <div>
      <dt className="text-ink-2 text-sm">
        {label} ({Count.toLocaleString('en')})
      </dt>
      <dd>
        <ul className="flex max-h-48 flex-wrap gap-1 overflow-y-auto">
          {names.map((name) => (
            <li
              key={name}
              className={`rounded-sm px-1 font-mono text-sm [overflow-wrap:anywhere] ${className ?? 'bg-none-soft'}`}
            >
              {mark ? <span aria-hidden>{mark} </span> : null}
              {name}
            </li>
          ))}
          {more > 0 ? <li className="text-ink-2">and {more.toLocaleString('en')} more</li> : null}
        </ul>
      </dd>
    </div>
  );
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
