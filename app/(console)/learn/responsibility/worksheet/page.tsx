import type { Metadata } from 'next';
import { WorksheetPage } from './_components/worksheet-page';

export const metadata: Metadata = { title: 'Worksheet on shared responsibility' };

export default function Page() {
  return <WorksheetPage />;
}
