import type { CSSProperties } from 'react';
import { classNames } from './class-names';

type SkeletonProps = { width?: CSSProperties['width']; className?: string };

/** A grey bar where text will be. */
export function Skeleton({ width = '100%', className }: SkeletonProps) {
  return (
    <span
      aria-hidden
      style={{ width }}
      className={classNames('block h-3 max-w-full animate-pulse rounded-sm bg-none-soft', className)}
    />
  );
}
