'use client';

import { useEffect, useRef } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Kbd } from '@/components/ui/kbd';
import { plural } from '@/lib/core/text/plural';
import type { Completion } from '@/lib/shell/messages';

type CompletionListProps = {
  id: string;
  label: string;
  choices: readonly Completion[];
  /** The chosen one, or -1. */
  active: number;
  onChoose: (index: number) => void;
};

/** The choices above the prompt. The focus stays in the prompt, which names the active choice. */
export function CompletionList({ id, label, choices, active, onChoose }: CompletionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className="absolute bottom-full left-0 z-10 mb-1 w-[min(40rem,100%)] overflow-hidden rounded-md border border-line bg-raised font-sans shadow-popup">
      <div ref={list} id={id} role="listbox" tabIndex={-1} aria-label={label} className="max-h-56 overflow-y-auto py-1">
        {choices.map(({ text, detail }, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the prompt has the keys of the list
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: choices have no other identity, and the list is replaced as a whole
            key={index}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(index)}
            className={classNames(
              'flex cursor-default items-baseline gap-3 px-3 py-1 hover:bg-hover',
              index === active && 'bg-accent-soft',
            )}
          >
            <span className="min-w-0 truncate font-mono text-sm">{text}</span>
            {detail ? <span className="ml-auto shrink truncate text-ink-3 text-xs">{detail}</span> : null}
          </div>
        ))}
      </div>
      <div className="flex items-center gap-3 border-line border-t bg-sunken px-3 py-1 text-ink-2 text-xs max-sm:hidden">
        <span>
          <Kbd>Tab</Kbd> insert
        </span>
        <span>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> choose
        </span>
        <span>
          <Kbd>Esc</Kbd> close
        </span>
        <span className="ml-auto tabular-nums">{plural(choices.length, 'choice')}</span>
      </div>
    </div>
  );
}
