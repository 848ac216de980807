import type { ReactNode } from 'react';

type EmptyStateProps = {
  title: string;
  /** The purpose of the missing resources. */
  description?: ReactNode;
  action?: ReactNode;
};

export function EmptyState({ title, description, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center px-4 py-10 text-center">
      <p className="font-semibold">{title}</p>
      {description ? <div className="mt-1 text-balance text-ink-2">{description}</div> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  );
}
