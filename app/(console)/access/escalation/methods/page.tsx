import type { Metadata } from 'next';
import { KNOWN_METHODS } from '@/lib/engine';
import { MethodsPage } from './_components/methods-page';

export const metadata: Metadata = { title: 'Escalation methods' };

export default function Page() {
  return <MethodsPage methods={KNOWN_METHODS} />;
}
