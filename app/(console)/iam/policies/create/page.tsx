import type { Metadata } from 'next';
import { CreatePolicyWizard } from '../_components/create-policy-wizard';

export const metadata: Metadata = { title: 'Create policy' };

export default function CreatePolicyPage() {
  return <CreatePolicyWizard />;
}
