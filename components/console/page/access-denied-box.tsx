import { Lock } from 'lucide-react';
import { ExpandableSection } from '../../ui/expandable-section';
import { TextLink } from '../../ui/text-link';
import { VERDICT } from '../../ui/verdict-mark';
import type { ConsoleError } from './console-error';
import { ErrorDetails } from './error-box';

type AccessDeniedBoxProps = {
  error: ConsoleError;
  /** The content that can't be shown: "this user's groups". */
  what?: string;
};

/**
 * Replaces a part of a page whose read was denied. The rest of the page still renders. The line is quiet, because a reader with few permissions
 * sees many of them, and nothing has failed.
 */
export function AccessDeniedBox({ error, what = 'this' }: AccessDeniedBoxProps) {
  const { traceHref, ...answer } = error;
  return (
    <div {...VERDICT} className="flex items-start gap-2 rounded-md border border-line bg-sunken px-3 py-2 text-ink-2">
      <Lock aria-hidden size={14} className="mt-0.75 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1 wrap-anywhere">
        <p className="flex flex-wrap gap-x-3">
          <span>
            You don’t have permission to view {what}
            {error.action ? (
              <>
                {' ('}
                <code className="font-mono text-sm">{error.action}</code>)
              </>
            ) : isElsewhere(error) ? (
              '. Only the management account of the organization and its delegated administrators do'
            ) : null}
            .
          </span>
          {traceHref ? (
            <TextLink inline external href={traceHref}>
              See how this was decided
            </TextLink>
          ) : null}
        </p>
        <ExpandableSection title="Response" className="text-sm">
          <ErrorDetails error={answer} />
        </ExpandableSection>
      </div>
    </div>
  );
}

/** Returns true if Organizations refuses the call because of the account's place in the organization. Then no permission is missing. */
function isElsewhere({ code, action }: ConsoleError): boolean {
  return code === 'AccessDeniedException' && action === undefined;
}
