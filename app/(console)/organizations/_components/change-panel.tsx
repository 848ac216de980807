'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { Answer } from '@/components/console/page/answer';

type ChangePanelProps = {
  title: string;
  /** The key of the panel's subject. When it changes, the panel scrolls into view and takes the focus. */
  subject: string;
  /** The buttons, with the primary one last. */
  footer: ReactNode;
  children: ReactNode;
};

/** Renders the preview of a change beside the tree, with the button that makes the change. */
export function ChangePanel({ title, subject, footer, children }: ChangePanelProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs only for a new subject
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.closest('section')?.scrollIntoView({ block: 'nearest' });
  }, [subject]);
  return (
    <section aria-label="Preview" className="scroll-m-16 rounded-lg border border-line bg-surface">
      <header className="border-line border-b px-4 py-3">
        <p className="font-semibold text-ink-3 text-sm">Preview · not changed yet</p>
        <h2 ref={heading} tabIndex={-1} className="break-words font-semibold text-lg outline-none">
          {title}
        </h2>
      </header>
      <Answer label="Effect" asked={title} keepsFocus>
        {children}
      </Answer>
      <footer className="flex flex-wrap justify-end gap-2 border-line border-t px-4 py-3">{footer}</footer>
    </section>
  );
}
