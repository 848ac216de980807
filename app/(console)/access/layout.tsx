import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { accessArea } from './nav';

export const metadata: Metadata = { title: { default: accessArea.label, template: `%s · ${accessArea.label} · Gatehouse` } };

export default function Layout({ children }: { children: ReactNode }) {
  return children;
}
