import { classNames } from '../class-names';

/** The box of every text-like control: its height, border, and focus, error and disabled styles. */
export const controlClass = classNames(
  'h-8 w-full min-w-0 rounded-md border border-line-control bg-surface px-2.5 text-base text-ink transition-colors',
  'hover:border-ink-3 focus-visible:outline-2 focus-visible:-outline-offset-1',
  'data-invalid:border-deny aria-invalid:border-deny disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-3',
  'data-disabled:cursor-not-allowed data-disabled:border-line data-disabled:bg-sunken data-disabled:text-ink-3',
);

/** The same for a wrapper around the focusable element. */
export const controlGroupClass = classNames(
  'flex min-h-8 w-full min-w-0 items-center rounded-md border border-line-control bg-surface text-base text-ink transition-colors',
  'hover:border-ink-3 focus-within:outline-2 focus-within:outline-focus focus-within:-outline-offset-1',
  'data-invalid:border-deny data-disabled:border-line data-disabled:bg-sunken data-disabled:text-ink-3',
);

export const popupClass = classNames(
  'rounded-md border border-line bg-raised text-ink shadow-popup outline-none transition-opacity',
  'data-ending-style:opacity-0 data-starting-style:opacity-0',
);

export const optionClass = classNames(
  'grid grid-cols-[16px_1fr] items-start gap-2 rounded-sm px-2 py-1.5 outline-none select-none',
  'data-highlighted:bg-accent-soft data-disabled:text-ink-3',
);
