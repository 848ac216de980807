import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { billingArea } from './nav';

export const metadata: Metadata = { title: { default: billingArea.label, template: `%s · ${billingArea.label} · Gatehouse` } };

export default function Layout({ children }: { children: ReactNode }) {
  return children;
}
