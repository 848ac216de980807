import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { resourcesArea } from './nav';

export const metadata: Metadata = {
  title: { default: resourcesArea.label, template: `%s · ${resourcesArea.label} · Gatehouse` },
};

export default function Layout({ children }: { children: ReactNode }) {
  return children;
}
