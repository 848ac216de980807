'use client';

import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import { DifferenceShown, VerdictWord } from '@/app/(console)/_client/access-verdict';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Alert } from '@/components/ui/alert';
import { classNames } from '@/components/ui/class-names';
import { Skeleton } from '@/components/ui/skeleton';
import { VERDICT } from '@/components/ui/verdict-mark';
import type { GuardrailChange } from '@/lib/access/guardrail-preview/schema';
import { plural } from '@/lib/core/text/plural';
import { CallsDenied } from './calls-denied';
import { ChangedActions } from './changed-actions';
import { type Preview, previewQuery } from './queries';

/** Renders who would gain or lose access by a change, from the policies of everyone below. */
export function GuardrailPreview({ change }: { change: GuardrailChange }) {
  const preview = useRead(previewQuery(change));
  if (preview.error) {
    return (
      <div className="p-4">
        <ReadError read={preview} what="what this would change" />
      </div>
    );
  }
  if (!preview.data) return <Waiting />;
  return (
    <>
      <PreviewResult preview={preview.data} change={change} />
      {preview.data.Lose > 0 ? <CallsDenied change={change} /> : null}
    </>
  );
}

function Waiting() {
  return (
    <div role="status" className="space-y-3 p-4">
      <p className="text-ink-2">Deciding every action for every user and role below…</p>
      <Skeleton width="70%" />
      <Skeleton width="85%" />
      <Skeleton width="60%" />
    </div>
  );
}

function PreviewResult({ preview, change }: { preview: Preview; change: GuardrailChange }) {
  const { Lose, Gain, Accounts, Units, ByAccount } = preview;
  return (
    <div aria-live="polite">
      {preview.Closes.length > 0 ? <Closes levels={preview.Closes} /> : null}
      <dl {...VERDICT} className="grid grid-cols-3 divide-x divide-line border-line border-b">
        <Figure value={Lose} tone={Lose > 0 ? 'text-deny' : undefined}>
          {Lose === 1 ? 'principal loses' : 'principals lose'} access
        </Figure>
        <Figure value={Accounts}>
          {Accounts === 1 ? 'account' : 'accounts'}
          {Units > 0 ? `, ${plural(Units, 'OU')}` : ''}
        </Figure>
        <Figure value={Gain} tone={Gain > 0 ? 'text-allow' : undefined}>
          {Gain === 1 ? 'gains' : 'gain'} access
        </Figure>
      </dl>
      {ByAccount.length > 0 ? (
        <AccountsTable preview={preview} gains={change.kind !== 'attach' || Gain > 0} change={change} />
      ) : null}
      <Remarks preview={preview} />
    </div>
  );
}

function Closes({ levels }: { levels: readonly string[] }) {
  return (
    <Alert kind="error" title={`Nobody below ${levels.join(', ')} can do anything afterwards`} className="m-3">
      No service control policy there would allow anything any more, and what is not allowed on every level is denied. Attach{' '}
      FullAWSAccess or another policy with an Allow first.
    </Alert>
  );
}

function Figure({ value, tone, children }: { value: number; tone?: string; children: ReactNode }) {
  return (
    <div className="flex flex-col-reverse justify-end px-4 py-3">
      <dt className="text-ink-3 text-sm">{children}</dt>
      <dd className={classNames('font-semibold text-xl tabular-nums', tone)}>{value.toLocaleString('en')}</dd>
    </div>
  );
}

const CELL = 'border-line border-b px-3 py-2';

type AccountChange = Preview['ByAccount'][number];

function AccountsTable({ preview, gains, change }: { preview: Preview; gains: boolean; change: GuardrailChange }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <div className="max-h-[22rem] overflow-auto">
      <table aria-label="Effect by account" className="w-full border-separate border-spacing-0 text-left tabular-nums">
        <thead className="sticky top-0 z-10 bg-surface">
          <tr className="[&>th]:border-line [&>th]:border-b [&>th]:px-3 [&>th]:py-2 [&>th]:font-medium [&>th]:text-ink-3 [&>th]:text-xs">
            <th scope="col">Account</th>
            <th scope="col" className="text-right">
              Lose
            </th>
            {gains ? (
              <th scope="col" className="text-right">
                Gain
              </th>
            ) : null}
            <th scope="col">Most affected</th>
          </tr>
        </thead>
        <tbody>
          {preview.ByAccount.map((account) => (
            <Fragment key={account.Id}>
              <tr>
                <td className={CELL}>
                  <button
                    type="button"
                    aria-expanded={open === account.Id}
                    onClick={() => setOpen(open === account.Id ? null : account.Id)}
                    className="-ml-1 flex items-center gap-1 rounded-sm font-medium hover:text-accent"
                  >
                    <ChevronRight
                      aria-hidden
                      size={14}
                      className={classNames('shrink-0 text-ink-3 transition-transform', open === account.Id && 'rotate-90')}
                    />
                    <span className="max-w-40 truncate" title={account.Name}>
                      {account.Name}
                    </span>
                  </button>
                </td>
                <td className={classNames(CELL, 'text-right')}>{account.Lose}</td>
                {gains ? <td className={classNames(CELL, 'text-right')}>{account.Gain}</td> : null}
                <td className={classNames(CELL, 'text-ink-3')}>
                  <span className="line-clamp-1">{account.Services.slice(0, 4).join(', ')}</span>
                </td>
              </tr>
              {open === account.Id ? <PrincipalRows account={account} columns={gains ? 4 : 3} change={change} /> : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PrincipalRows({ account, columns, change }: { account: AccountChange; columns: number; change: GuardrailChange }) {
  const { More: more } = account;
  return (
    <tr>
      <td colSpan={columns} className="border-line border-b bg-sunken py-1 pr-3 pl-7">
        <ul>
          {account.Changed.map((principal) => (
            <li key={principal.Arn} className="flex flex-wrap items-baseline gap-x-4 py-1 text-sm">
              <VerdictWord verdict={principal.Verdict} />
              <span className="min-w-0 flex-1 basis-40 truncate" title={principal.Arn}>
                {principal.Kind === 'Root' ? (
                  'Root user'
                ) : (
                  <>
                    {principal.Name} <span className="text-ink-3">{principal.Kind.toLowerCase()}</span>
                  </>
                )}
              </span>
              <ChangedActions principal={principal} change={change} />
              {principal.Example ? (
                <div className="w-full">
                  <DifferenceShown difference={principal.Example} />
                </div>
              ) : null}
            </li>
          ))}
          {more > 0 ? <li className="py-1 text-ink-3 text-sm">and {more.toLocaleString('en')} more</li> : null}
        </ul>
      </td>
    </tr>
  );
}

function Remarks({ preview }: { preview: Preview }) {
  const { Principals, ByAccount, Accounts, ManagementExempt, OutsidersToo, Milliseconds, Lose, Gain, Undecided } = preview;
  const rest = Accounts - ByAccount.length;
  const ms = Math.max(1, Math.round(Milliseconds)).toLocaleString('en');
  return (
    <div className="space-y-1 px-4 py-3 text-ink-3 text-sm">
      {ByAccount.length > 0 && rest > 0 ? (
        <p>Nobody in the other {rest === 1 ? 'account' : `${rest} accounts`} is affected.</p>
      ) : null}
      {Principals === 0 ? (
        <p>There are no users or roles below.</p>
      ) : (
        <p>
          Every action of every service for {plural(Principals, 'user, role or root user', 'users, roles and root users')},
          decided in {ms} ms.
          {Lose + Gain > 0
            ? ' A principal that may do something in fewer cases than before counts as losing access, and in more cases as gaining it.'
            : ''}
        </p>
      )}
      {Undecided > 0 ? (
        <p>
          For {Undecided.toLocaleString('en')} of them, the effect is unknown: their policies are too complex, or it depends on
          values that only a request has.
        </p>
      ) : null}
      {OutsidersToo ? (
        <p>This applies to callers from outside the organization too. They are not counted, because they are not known here.</p>
      ) : null}
      {ManagementExempt ? <p>The management account is below it too, but SCPs and RCPs never apply to it.</p> : null}
    </div>
  );
}
