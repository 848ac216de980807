import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { securityArea } from './nav';

export const metadata: Metadata = { title: { default: securityArea.label, template: `%s · ${securityArea.label} · Gatehouse` } };

export default function Layout({ children }: { children: ReactNode }) {
  return children;
}
