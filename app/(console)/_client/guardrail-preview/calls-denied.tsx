'use client';

import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import type { GuardrailChange } from '@/lib/access/guardrail-preview/schema';
import { plural } from '@/lib/core/text/plural';
import { callsDeniedQuery } from './queries';

/** Renders the recorded calls that the change would have denied. */
export function CallsDenied({ change }: { change: GuardrailChange }) {
  const read = useRead(callsDeniedQuery(change));
  return (
    <div className="border-line border-t px-4 py-3">
      <h3 className="font-semibold text-sm">Would have been denied in the last seven days</h3>
      {read.error ? <ReadError read={read} what="recorded calls" /> : null}
      {!read.data && !read.error ? <p className="mt-1 text-ink-3 text-sm">Deciding the recorded calls again…</p> : null}
      {read.data ? <CallList {...read.data} /> : null}
    </div>
  );
}

type Call = {
  AccountId: string;
  AccountName: string;
  PrincipalArn: string;
  Action: string;
  Region: string;
  Count: number;
  LastTime: string;
};

function CallList({ Calls, Examined }: { Calls: readonly Call[]; Examined: number }) {
  if (Calls.length === 0) {
    return (
      <p className="mt-1 text-ink-2 text-sm">
        {Examined === 0
          ? 'No call is recorded in the accounts below.'
          : `No denied call among the ${plural(Examined, 'call')} recorded in the accounts below.`}
      </p>
    );
  }
  return (
    <ul className="mt-1 max-h-56 space-y-1.5 overflow-y-auto">
      {Calls.map((call) => (
        <li key={`${call.PrincipalArn} ${call.Action} ${call.Region}`} className="flex gap-3">
          <span className="w-12 shrink-0 text-right tabular-nums">{call.Count.toLocaleString('en')} ×</span>
          <span className="min-w-0">
            <span className="break-all" title={call.PrincipalArn}>
              {nameOf(call.PrincipalArn)}
            </span>{' '}
            · <code className="break-all font-mono text-sm">{call.Action}</code>
            <span className="block text-ink-3 text-sm">
              {call.AccountName}, {call.Region}, last <Time value={call.LastTime} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Returns the short name of a caller: `Role/session`, a user's name, or root user. */
function nameOf(arn: string): string {
  return arn.endsWith(':root') ? 'Root user' : arn.slice(arn.indexOf('/') + 1);
}
