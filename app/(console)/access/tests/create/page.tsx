import type { Metadata } from 'next';
import { CreateTestsPage } from '../_components/test-file-pages';

export const metadata: Metadata = { title: 'Create access tests' };

export default function Page() {
  return <CreateTestsPage />;
}
