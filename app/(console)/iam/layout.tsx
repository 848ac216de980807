import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { iamArea } from './nav';

export const metadata: Metadata = { title: { default: iamArea.label, template: `%s · ${iamArea.label} · Gatehouse` } };

export default function Layout({ children }: { children: ReactNode }) {
  return children;
}
