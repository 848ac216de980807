import type { ReactNode } from 'react';
import { OutcomeIcon } from '../../ui/outcome-icon';
import type { ConsoleError } from './console-error';
import { ErrorDetails } from './error-box';

type AccessDeniedBoxProps = {
  error: ConsoleError;
  /** What can't be shown: "this user's groups". */
  what?: string;
  children?: ReactNode;
};

/** In place of a part of a page whose call was denied; the rest of the page still renders. */
export function AccessDeniedBox({ error, what, children }: AccessDeniedBoxProps) {
  return (
    <div className="flex items-start gap-2.5 rounded-md border border-deny/35 bg-deny-soft px-3 py-2.5">
      <OutcomeIcon outcome="explicit-deny" size={18} className="mt-px" />
      <div className="min-w-0 flex-1 break-words">
        <p className="font-semibold text-deny">
          Access denied
          {error.action ? (
            <>
              : you need <code className="font-mono text-sm">{error.action}</code>
            </>
          ) : null}
          {what ? ` to see ${what}` : null}
        </p>
        <ErrorDetails error={error} />
        {children}
      </div>
    </div>
  );
}
