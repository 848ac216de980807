import type { Metadata } from 'next';
import { ExportPage } from './_components/export-page';

export const metadata: Metadata = { title: 'Export' };

export default function Page() {
  return <ExportPage />;
}
