import type { ReactNode } from 'react';
import { BrandMark } from '@/components/console/shell/brand-mark';

/** The signed-out pages: one column, nothing else. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center gap-2 border-line border-b bg-surface px-4 font-semibold tracking-tight">
        <BrandMark />
        Gatehouse
      </header>
      <main className="mx-auto w-full max-w-md flex-1 px-4 py-10">{children}</main>
      <footer className="border-line border-t px-4 py-3 text-center text-ink-3 text-sm">
        Gatehouse is not affiliated with AWS. Nothing here reaches a cloud or costs money.
      </footer>
    </div>
  );
}
