import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './button';
import { classNames } from './class-names';
import { STATUS_ICON } from './status';
import { VERDICT } from './verdict-mark';

export type AlertKind = 'info' | 'success' | 'warning' | 'error';

const LOOK: Record<AlertKind, string> = {
  info: 'border-accent/35 bg-accent-soft [&_[data-icon]]:text-accent',
  success: 'border-allow/35 bg-allow-soft [&_[data-icon]]:text-allow',
  warning: 'border-limit/35 bg-limit-soft [&_[data-icon]]:text-limit',
  error: 'border-deny/35 bg-deny-soft [&_[data-icon]]:text-deny',
};

const WORDS: Record<AlertKind, string> = { info: 'Information', success: 'Success', warning: 'Warning', error: 'Error' };

export type AlertProps = {
  kind?: AlertKind;
  title?: ReactNode;
  /** A button or link at the end. */
  action?: ReactNode;
  onDismiss?: () => void;
  /** Announced when it appears: use for what happens after the page has loaded. */
  live?: boolean;
  className?: string;
  /** Announces the result of a question asked on the page. */
  verdict?: boolean;
  children?: ReactNode;
};

export function Alert({ kind = 'info', title, action, onDismiss, live, className, verdict, children }: AlertProps) {
  return (
    <div
      {...(verdict ? VERDICT : undefined)}
      role={live ? (kind === 'error' ? 'alert' : 'status') : undefined}
      className={classNames('flex items-start gap-2.5 rounded-md border py-2.5 pr-2 pl-3', LOOK[kind], className)}
    >
      <span data-icon className="mt-0.5 shrink-0">
        {STATUS_ICON[kind]}
      </span>
      <div className="min-w-0 flex-1">
        <span className="sr-only">{WORDS[kind]}: </span>
        {title ? <div className="font-semibold">{title}</div> : null}
        {children ? <div className={classNames('break-words text-ink', title ? 'mt-0.5' : undefined)}>{children}</div> : null}
      </div>
      {action ? <div className="shrink-0">{action}</div> : null}
      {onDismiss ? (
        <IconButton label="Dismiss" tooltip={false} size="sm" onClick={onDismiss} className="-my-1">
          <X aria-hidden size={14} />
        </IconButton>
      ) : null}
    </div>
  );
}
