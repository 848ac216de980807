import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { settingsArea } from './nav';

export const metadata: Metadata = { title: { default: settingsArea.label, template: `%s · ${settingsArea.label} · Gatehouse` } };

export default function Layout({ children }: { children: ReactNode }) {
  return children;
}
