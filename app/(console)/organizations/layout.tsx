import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { organizationsArea } from './nav';

export const metadata: Metadata = {
  title: { default: organizationsArea.label, template: `%s · ${organizationsArea.label} · Gatehouse` },
};

export default function Layout({ children }: { children: ReactNode }) {
  return children;
}
