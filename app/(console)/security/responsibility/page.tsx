import type { Metadata } from 'next';
import { ResponsibilityPage } from './_components/responsibility-page';

export const metadata: Metadata = { title: 'Shared responsibility' };

export default function Page() {
  return <ResponsibilityPage />;
}
