'use client';

import { useEffect, useLayoutEffect, useRef } from 'react';
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

/** The choices above or below the prompt. The focus stays in the prompt, which names the active choice. */
export function CompletionList({ id, label, choices, active, onChoose }: CompletionListProps) {
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current && list.current) place(box.current, list.current);
  });
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={box}
      className="absolute z-10 my-1 w-[min(40rem,100%)] overflow-hidden rounded-md border border-line bg-raised font-sans shadow-popup"
    >
      <div ref={list} id={id} role="listbox" tabIndex={-1} aria-label={label} className="overflow-y-auto py-1">
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
            <span className="max-w-full shrink-0 truncate font-mono text-sm">{text}</span>
            {detail ? <span className="ml-auto min-w-0 truncate text-ink-3 text-xs">{detail}</span> : null}
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

const MOST_HEIGHT = 224;
const LEAST_HEIGHT = 64;
/** The margins and the border of the box. */
const AROUND = 12;
/** A narrower field gives the list the width of the terminal. */
const LEAST_WIDTH = 384;

/** Puts the list on the side of the prompt that has more room, and limits it to this room. */
function place(box: HTMLElement, list: HTMLElement): void {
  const field = box.parentElement;
  const terminal = field && scrollerOf(field);
  if (!field || !terminal) return;
  const [inner, outer] = [field.getBoundingClientRect(), terminal.getBoundingClientRect()];
  const [above, below] = [inner.top - outer.top, outer.bottom - inner.bottom];
  const footer = box.offsetHeight - list.offsetHeight;
  list.style.maxHeight = `${Math.min(Math.max(Math.max(above, below) - footer - AROUND, LEAST_HEIGHT), MOST_HEIGHT)}px`;
  const isAbove = above >= Math.min(below, box.offsetHeight + AROUND);
  box.style.bottom = isAbove ? '100%' : 'auto';
  box.style.top = isAbove ? 'auto' : '100%';
  const isNarrow = inner.width < LEAST_WIDTH;
  box.style.left = isNarrow ? `${outer.left + AROUND - inner.left}px` : '0';
  box.style.width = isNarrow ? `${terminal.clientWidth - 2 * AROUND}px` : '';
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let one = element.parentElement; one; one = one.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(one).overflowY)) return one;
  }
  return null;
}
