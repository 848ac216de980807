'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { ChangedSettings } from '@/app/(console)/_client/changed-settings';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { classNames } from '@/components/ui/class-names';
import { OutcomeIcon } from '@/components/ui/outcome-icon';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { VERDICT } from '@/components/ui/verdict-mark';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import type { DeclarativeChange } from '@/lib/organizations/effective-policy/schema';
import { declarativePreviewQuery, type Effect } from '../queries';
import { effectSentence, groupTitle } from './effect-sentence';

/** Renders for which accounts a change of declarative policies changes the effective policy, or makes it invalid. */
export function DeclarativePreview({ change }: { change: DeclarativeChange }) {
  const preview = useRead(declarativePreviewQuery(change));
  if (preview.error) {
    return (
      <div className="p-4">
        <ReadError read={preview} what="what this would change in effective policies" />
      </div>
    );
  }
  if (!preview.data) {
    return (
      <div role="status" className="space-y-3 p-4">
        <p className="text-ink-2">Resolving the effective policy of every account…</p>
        <Skeleton width="70%" />
        <Skeleton width="55%" />
      </div>
    );
  }
  const { Groups, MoreGroups, Accounts, Milliseconds } = preview.data;
  return (
    <div aria-live="polite">
      <p {...VERDICT} className="border-line border-b px-4 py-3 font-semibold">
        {effectSentence(preview.data)}
      </p>
      {Groups.length > 0 ? (
        <ul aria-label="Effective policies that change" className="max-h-[22rem] overflow-auto">
          {Groups.map((group) => (
            <Group key={`${group.Type} ${group.Change} ${group.Accounts[0]?.Id}`} group={group} alone={Groups.length === 1} />
          ))}
        </ul>
      ) : null}
      <p className="px-4 py-3 text-ink-3 text-sm">
        {MoreGroups > 0 ? `${plural(MoreGroups, 'smaller group')} of accounts not shown. ` : ''}
        Compared for {plural(Accounts, 'account')} in {Math.max(1, Math.round(Milliseconds)).toLocaleString('en')} ms.
      </p>
    </div>
  );
}

type EffectGroup = Effect['Groups'][number];

const TONES = { BECOMES_INVALID: 'text-deny', CHANGED: 'text-ink', BECOMES_VALID: 'text-allow' } as const;

function Group({ group, alone }: { group: EffectGroup; alone: boolean }) {
  const [open, setOpen] = useState(alone || group.Change === 'BECOMES_INVALID');
  return (
    <li className="border-line border-b px-3 py-2">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={classNames('flex items-center gap-1 rounded-sm text-left font-medium hover:text-accent', TONES[group.Change])}
      >
        <ChevronRight
          aria-hidden
          size={14}
          className={classNames('shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
        />
        {group.Change === 'BECOMES_INVALID' ? <OutcomeIcon outcome="explicit-deny" size={14} /> : null}
        {groupTitle(group)}
      </button>
      {open ? (
        <div className="space-y-2 py-1 pl-5 text-sm">
          <Problems problems={group.Problems} />
          <ChangedSettings settings={group.Settings} />
          <AccountNames group={group} />
        </div>
      ) : null}
    </li>
  );
}

function Problems({ problems }: { problems: EffectGroup['Problems'] }) {
  if (problems.length === 0) return null;
  return (
    <>
      <ul className="space-y-1">
        {problems.map(({ Message, Path, Policies }) => (
          <li key={`${Path} ${Message}`}>
            {Message} <code className="break-all font-mono text-xs">{Path}</code>
            {Policies.length > 0 ? <span className="block text-ink-3">From {Policies.join(', ')}</span> : null}
          </li>
        ))}
      </ul>
      <p className="text-ink-2">The last valid effective policy stays in force there.</p>
    </>
  );
}

function AccountNames({ group: { Accounts, AccountCount } }: { group: EffectGroup }) {
  const more = AccountCount - Accounts.length;
  return (
    <p className="text-ink-2">
      {Accounts.map(({ Id, Name }, index) => (
        <span key={Id}>
          {index > 0 ? ', ' : ''}
          <TextLink href={paths.account(Id)}>{Name}</TextLink>
        </span>
      ))}
      {more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}
    </p>
  );
}
