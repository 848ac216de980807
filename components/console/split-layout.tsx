import type { ReactNode } from 'react';

type SplitLayoutProps = {
  children: ReactNode;
  /** Beside the main part where there is room, under it otherwise. */
  aside: ReactNode;
};

export function SplitLayout({ children, aside }: SplitLayoutProps) {
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_460px]">
      <div className="min-w-0">{children}</div>
      <div className="min-w-0 xl:sticky xl:top-16">{aside}</div>
    </div>
  );
}
