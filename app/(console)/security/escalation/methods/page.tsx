import { KNOWN_METHODS } from '@gatehouse/policy/analyze';
import type { Metadata } from 'next';
import { MethodsPage } from './_components/methods-page';

export const metadata: Metadata = { title: 'Escalation methods' };

export default function Page() {
  return <MethodsPage methods={KNOWN_METHODS} />;
}
