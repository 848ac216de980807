'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { asSentence } from '@/components/console/page/as-sentence';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { OutcomeIcon } from '@/components/ui/outcome-icon';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type {
  AccessChangeWay,
  ActionList,
  AffectedPrincipal,
  AlikeChange,
  LevelChange,
  PolicyEffect,
} from '@/lib/access/policy-preview/effect';
import type { PolicyChange } from '@/lib/access/policy-preview/schema';
import { paths } from '@/lib/console/paths';
import { consoleQuery } from '@/lib/console/query';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { storedJson } from '@/lib/core/text/stored-json';
import { DifferenceShown, undecidedReason, VerdictWord } from '../access-verdict';
import { useSettled } from '../use-settled';

/** Reads the impact of a policy change. It expires soon, because the policy's principals can change too. */
const policyChangeQuery = (Change: PolicyChange, Many: boolean) =>
  consoleQuery('console', 'PreviewPolicyChange', { Change, Many: Many || undefined });

/** The pause in typing after which the impact is read. */
const TYPING_MS = 400;

export type WhatChangesProps = {
  /** The change as it would be saved now. Null if there is none or it is invalid. */
  change: PolicyChange | null;
  /** The text shown while there is no change. */
  waiting?: string;
  className?: string;
};

/**
 * Shows the impact of a policy change while it is written: read when the user pauses, and cancelled when they continue. It marks
 * results that are about an earlier text.
 */
export function WhatChanges({ change, waiting = '', className }: WhatChangesProps) {
  const settled = useSettled(change === null ? null : JSON.stringify(change), TYPING_MS);
  const [many, setMany] = useState(false);
  const asked = settled === null ? null : storedJson<PolicyChange>(settled);
  const read = useRead({
    ...policyChangeQuery(asked ?? NO_CHANGE, many),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });
  const current = change !== null && settled === JSON.stringify(change) && !read.stale && !read.fetching;
  const effect = read.data;
  return (
    <Panel
      flush
      title="Impact"
      actions={change === null || read.error ? undefined : <Progress current={current} effect={effect} />}
      className={classNames('xl:max-h-[calc(100dvh-9.5rem)] xl:overflow-y-auto', className)}
    >
      {change === null ? (
        <p className="px-4 py-3 text-ink-2">{asSentence(waiting)}</p>
      ) : read.error && refusesDocument(read.error) ? (
        <p className="break-words px-4 py-3 text-ink-2">
          The impact is not calculated because the policy cannot be saved. {asSentence(read.error.message)}
        </p>
      ) : read.error ? (
        <div className="p-4">
          <ReadError read={read} what="the impact of this change" />
        </div>
      ) : effect === undefined ? (
        <div className="space-y-3 p-4">
          <Skeleton width="70%" />
          <Skeleton width="85%" />
        </div>
      ) : (
        <div className={current ? undefined : 'opacity-60'}>
          <Effect effect={effect} onMany={() => setMany(true)} />
        </div>
      )}
    </Panel>
  );
}

/** Returns true if the service would refuse the document. The editor's findings say so too, and a retry does not help. */
function refusesDocument({ code }: { code: string }): boolean {
  return /^(MalformedPolicy|InvalidParameter|InvalidAttribute|ValidationError|ValidationException)/.test(code);
}

const NO_CHANGE: PolicyChange = { Kind: 'trust', RoleName: '-', Document: '-' };

function Progress({ current, effect }: { current: boolean; effect: Json<PolicyEffect> | undefined }) {
  const ms = Math.max(1, Math.round(effect?.Milliseconds ?? 0)).toLocaleString('en');
  return (
    <span role="status" className="py-1 text-ink-3 text-xs tabular-nums">
      {current && effect ? `in ${ms} ms` : 'Comparing…'}
    </span>
  );
}

type Compared = Json<Omit<PolicyEffect, 'Milliseconds'>>;

/** Shows the impact of a change of several calls on each principal. */
export function PrincipalChanges({ effect, onMany }: { effect: Compared; onMany: () => void }) {
  return (
    <Panel flush title="Impact">
      <Effect effect={effect} onMany={onMany} />
    </Panel>
  );
}

function Effect({ effect, onMany }: { effect: Compared; onMany: () => void }) {
  const { Considered, Unasked, Verdicts, Changed, Hidden, Changes, MorePrincipals, Public } = effect;
  if (Unasked) {
    return (
      <div className="space-y-3 p-4">
        <p>
          The change affects {plural(Considered, 'principal')}. The impact of changes to so many principals is not calculated
          while you type.
        </p>
        <Button onClick={onMany}>Calculate impact</Button>
      </div>
    );
  }
  const same = Considered - Changed - Hidden;
  return (
    <>
      <Exposure exposure={Public} />
      <dl className="flex flex-wrap divide-x divide-line border-line border-b [&>div]:flex-1">
        <Figure value={Verdicts.wider} icon={<GainIcon size={16} />} tone="text-limit">
          more access
        </Figure>
        <Figure value={Verdicts.narrower} icon={<OutcomeIcon outcome="explicit-deny" />} tone="text-deny">
          less access
        </Figure>
        {Verdicts.both > 0 ? <Figure value={Verdicts.both}>mixed</Figure> : null}
        {Verdicts.undecided > 0 ? (
          <Figure value={Verdicts.undecided} icon={<OutcomeIcon outcome="unknown" />} tone="text-ink-2">
            undecided
          </Figure>
        ) : null}
        <Figure value={Math.max(0, same)}>{same === 1 ? 'is unchanged' : 'are unchanged'}</Figure>
      </dl>
      {Considered === 0 && Changed === 0 ? (
        <p className="px-4 py-3 text-ink-2">The policy is not attached to any user or role, so nobody's access changes.</p>
      ) : Changed === 0 ? (
        <p className="px-4 py-3 text-ink-2">
          {Considered === 1 ? 'The principal has' : `All ${Considered.toLocaleString('en')} principals have`} the same access as
          before.
        </p>
      ) : null}
      <Levels effect={effect} />
      <AlikeChanges changes={Changes} />
      {MorePrincipals > 0 || Hidden > 0 ? (
        <p className="px-4 py-2 text-ink-3 text-sm">
          {MorePrincipals > 0 ? `And ${plural(MorePrincipals, 'more principal')}, with smaller changes. ` : ''}
          {Hidden > 0 ? `You don't have permission to view ${plural(Hidden, 'more principal')}.` : ''}
        </p>
      ) : null}
    </>
  );
}

function Exposure({ exposure }: { exposure: PolicyEffect['Public'] }) {
  if (!exposure?.IsPublic) return null;
  return (
    <p className="border-line border-b bg-limit-soft px-4 py-2 text-limit text-sm">
      The policy allows public access.
      {exposure.Restricted ? ' Block Public Access would then deny all external access.' : ''}
    </p>
  );
}

type FigureProps = { value: number; icon?: ReactNode; tone?: string; children: ReactNode };

function Figure({ value, icon, tone, children }: FigureProps) {
  return (
    <div className="flex flex-col-reverse justify-end px-4 py-2">
      <dt className="text-ink-2 text-sm">{children}</dt>
      <dd className="flex items-center gap-1.5 font-semibold text-xl tabular-nums">
        {value > 0 && icon ? <span className={tone}>{icon}</span> : null}
        {value.toLocaleString('en')}
      </dd>
    </div>
  );
}

/** A plus in a ring: more access, which is neither good nor bad. */
function GainIcon({ size }: { size: number }) {
  return (
    <span className="inline-flex rounded-full border border-current text-limit">
      <Plus aria-hidden size={size - 2} />
    </span>
  );
}

const LEVELS_AT_FIRST = 8;
const CELL = 'border-line border-b px-4 py-1.5';

function Levels({ effect: { Levels: levels, MoreLevels } }: { effect: Compared }) {
  const [all, setAll] = useState(false);
  if (levels.length === 0) return null;
  const shown = all ? levels : levels.slice(0, LEVELS_AT_FIRST);
  const rest = levels.length - shown.length;
  return (
    <>
      <table
        aria-label="Changes by service and access level"
        className="w-full border-separate border-spacing-0 text-left tabular-nums"
      >
        <thead>
          <tr className="[&>th]:border-line [&>th]:border-b [&>th]:px-4 [&>th]:py-1.5 [&>th]:font-medium [&>th]:text-ink-3 [&>th]:text-xs">
            <th scope="col">Service</th>
            <th scope="col">Level</th>
            <th scope="col" className="text-right">
              Actions
            </th>
            <th scope="col" className="text-right">
              Principals
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={`${row.Service} ${row.Level}`}>
              <td className={classNames(CELL, 'font-medium')}>{row.Service}</td>
              <td className={CELL}>{row.Level === 'Permissions management' ? 'Permissions' : row.Level}</td>
              <td className={classNames(CELL, 'whitespace-nowrap text-right')}>
                <LevelActions row={row} />
              </td>
              <td className={classNames(CELL, 'text-right')}>{row.Principals.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 ? (
        <p className="border-line border-b px-4 py-1.5">
          <Button size="sm" variant="link" onClick={() => setAll(true)}>
            Show {rest.toLocaleString('en')} more
          </Button>
        </p>
      ) : MoreLevels > 0 ? (
        <p className="border-line border-b px-4 py-1.5 text-ink-3 text-sm">and {MoreLevels.toLocaleString('en')} more</p>
      ) : null}
    </>
  );
}

/** Shows how many actions change in each way. */
export function LevelActions({ row }: { row: Pick<LevelChange, AccessChangeWay> }) {
  const parts = [
    { count: row.Gained, sign: '+', words: 'gained', tone: 'text-limit' },
    { count: row.Lost, sign: '−', words: 'lost', tone: 'text-deny' },
    { count: row.Widened, sign: '↑', words: 'allowed in more cases', tone: 'text-limit' },
    { count: row.Narrowed, sign: '↓', words: 'allowed in fewer cases', tone: 'text-deny' },
  ];
  return parts.map(({ count, sign, words, tone }) =>
    count === 0 ? null : (
      <span key={sign} title={`${count.toLocaleString('en')} ${words}`} className={classNames('ml-2 font-semibold', tone)}>
        <span aria-hidden>
          {sign}
          {count.toLocaleString('en')}
        </span>
        <span className="sr-only">
          {count.toLocaleString('en')} {words}{' '}
        </span>
      </span>
    ),
  );
}

const NAMES_AT_FIRST = 3;

/** Shows the changes, grouped by principals with the same change. */
export function AlikeChanges({ changes }: { changes: readonly Json<AlikeChange>[] }) {
  return (
    <ul>
      {changes.map((change) => (
        <Alike key={change.Principals.map(({ Principal }) => Principal).join()} change={change} />
      ))}
    </ul>
  );
}

/** The principals with the same change, and the change. */
function Alike({ change }: { change: Json<AlikeChange> }) {
  const [open, setOpen] = useState(false);
  const { Principals, More, Verdict, Gained, Lost, Narrowed, Widened } = change;
  const shown = open ? Principals : Principals.slice(0, NAMES_AT_FIRST);
  const rest = Principals.length - shown.length + More;
  const [first] = Principals;
  const sample = [...Lost.Actions, ...Gained.Actions, ...Narrowed.Actions, ...Widened.Actions][0];
  return (
    <li className="border-line border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-0 space-y-1">
        <p className="[overflow-wrap:anywhere]">
          <VerdictWord verdict={Verdict} />{' '}
          {shown.map((principal, index) => (
            <span key={principal.Principal}>
              {index > 0 ? ', ' : ''}
              <Name principal={principal} />
            </span>
          ))}
          {rest === 0 ? null : open || Principals.length <= NAMES_AT_FIRST ? (
            ` and ${rest.toLocaleString('en')} more`
          ) : (
            <>
              {' '}
              and{' '}
              <Button size="sm" variant="link" onClick={() => setOpen(true)}>
                {rest.toLocaleString('en')} more
              </Button>
            </>
          )}
        </p>
        <ChangeDetails change={change}>
          {shown.map((principal) => (
            <Use key={principal.Principal} principal={principal} of={Lost.Count} />
          ))}
        </ChangeDetails>
        {first?.Zone === 'own' && first.Kind !== 'Root' && sample !== undefined ? (
          <TextLink href={paths.decision({ principal: first.Principal, action: sample })} external className="text-sm">
            Current decision
          </TextLink>
        ) : null}
      </div>
    </li>
  );
}

/** Shows the actions that change, and example requests. @param children shown below the lost actions */
export function ChangeDetails({ change, children }: { change: Json<AlikeChange>; children?: ReactNode }) {
  const { Reason, Gained, Lost, Narrowed, Widened, Undecided, Differences } = change;
  return (
    <>
      <Actions way="Lost" list={Lost} />
      {children}
      <Actions way="Gained" list={Gained} />
      <Actions way="Narrowed" list={Narrowed} />
      <Actions way="Widened" list={Widened} />
      {Undecided.Count > 0 ? (
        <p className="text-ink-2 text-sm">
          The impact on {plural(Undecided.Count, 'more action')} could not be analyzed. {undecidedReason(Reason)}
        </p>
      ) : null}
      {Differences.map((difference) => (
        <DifferenceShown key={JSON.stringify(difference)} difference={difference} />
      ))}
    </>
  );
}

/** Shows recent use of actions that a principal would lose. */
function Use({ principal: { Name: name, Used }, of }: { principal: Json<AffectedPrincipal>; of: number }) {
  if (!Used) return null;
  const { Count, Days, Action, Time: time } = Used;
  return (
    <p className="text-sm">
      <b className="font-semibold">{name}</b> {of === 1 ? 'used this action' : `used ${Count.toLocaleString('en')} of them`} in
      the last {Days} days, last <span className="font-mono text-xs [overflow-wrap:anywhere]">{Action}</span>{' '}
      <Time value={time} />.
    </p>
  );
}

const KINDS: Readonly<Record<AffectedPrincipal['Kind'], string>> = {
  User: 'user',
  Role: 'role',
  Root: '',
  account: 'account',
  principal: 'of another account',
  service: 'service',
  provider: 'identity provider',
  everybody: 'anyone (public)',
};

function Name({ principal: { Kind, Name: name, Principal, Zone } }: { principal: Json<AffectedPrincipal> }) {
  const place = Kind === 'User' ? paths.user(name) : Kind === 'Role' ? paths.role(name) : null;
  return (
    <span title={Principal}>
      {place === null ? (
        <span className="font-semibold">{name}</span>
      ) : (
        <TextLink href={place} external className="font-semibold">
          {name}
        </TextLink>
      )}{' '}
      <span className="text-ink-3 text-xs">{KINDS[Kind]}</span>
      {Zone === 'outside' || Zone === 'everybody' ? (
        <>
          {' '}
          <Badge tone="limit">external</Badge>
        </>
      ) : null}
    </span>
  );
}

const WORDS: Readonly<Record<AccessChangeWay, (count: number) => string>> = {
  Lost: (count) => `Loses ${plural(count, 'action')}`,
  Gained: (count) => `Gains ${plural(count, 'action')}`,
  Narrowed: (count) => `${plural(count, 'action')} allowed in fewer cases`,
  Widened: (count) => `${plural(count, 'action')} allowed in more cases`,
};

const ACTIONS_AT_FIRST = 3;

function Actions({ way, list: { Count, Actions: names } }: { way: AccessChangeWay; list: ActionList }) {
  const [open, setOpen] = useState(false);
  if (Count === 0) return null;
  const shown = open ? names : names.slice(0, ACTIONS_AT_FIRST);
  const rest = Count - shown.length;
  return (
    <div className="text-sm">
      <p className="text-ink-2">{WORDS[way](Count)}</p>
      <ul className="font-mono text-xs">
        {shown.map((name) => (
          <li key={name} className="[overflow-wrap:anywhere]">
            {name}
          </li>
        ))}
      </ul>
      {rest === 0 ? null : open ? (
        <p className="text-ink-3 text-xs">and {rest.toLocaleString('en')} more</p>
      ) : (
        <Button size="sm" variant="link" onClick={() => setOpen(true)}>
          and {rest.toLocaleString('en')} more
        </Button>
      )}
    </div>
  );
}
