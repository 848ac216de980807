import type { Metadata } from 'next';
import { CreateInlinePolicyPage } from '../../../../_components/inline-policy-page';

export const metadata: Metadata = { title: 'Create inline policy' };

export default async function CreateInlinePolicy({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name);
  return <CreateInlinePolicyPage entity={{ kind: 'users', name }} />;
}
