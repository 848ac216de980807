import { Lock } from 'lucide-react';
import { ExpandableSection } from '../../ui/expandable-section';
import { TextLink } from '../../ui/text-link';
import { VERDICT } from '../../ui/verdict-mark';
import type { ConsoleError } from './console-error';
import { ErrorDetails } from './error-box';

type AccessDeniedBoxProps = {
  error: ConsoleError;
  /** What can't be shown: "this user's groups". */
  what?: string;
};

/**
 * In place of a part of a page whose read was denied; the rest of the page still renders. A quiet line: whoever may see little meets many of
 * these, and nothing has gone wrong.
 */
export function AccessDeniedBox({ error, what = 'this' }: AccessDeniedBoxProps) {
  const { traceHref, ...answer } = error;
  return (
    <div {...VERDICT} className="flex items-start gap-2 rounded-md border border-line bg-sunken px-3 py-2 text-ink-2">
      <Lock aria-hidden size={14} className="mt-0.75 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1 wrap-anywhere">
        <p className="flex flex-wrap gap-x-3">
          <span>
            You may not see {what}
            {error.action ? (
              <>
                : it takes <code className="font-mono text-sm">{error.action}</code>
              </>
            ) : isElsewhere(error) ? (
              ': only the management account of the organization may, and accounts that it lets'
            ) : null}
            .
          </span>
          {traceHref ? (
            <TextLink inline external href={traceHref}>
              See how this was decided
            </TextLink>
          ) : null}
        </p>
        <ExpandableSection title="What was answered" className="text-sm">
          <ErrorDetails error={answer} />
        </ExpandableSection>
      </div>
    </div>
  );
}

/** Organizations says so of an account in the wrong place, whatever its policies allow: no action is missing then. */
function isElsewhere({ code, action }: ConsoleError): boolean {
  return code === 'AccessDeniedException' && action === undefined;
}
