import type { Metadata } from 'next';
import { CreateAccountsPage } from '../_components/create-accounts-page';

export const metadata: Metadata = { title: 'Create accounts from a list' };

export default function CreateAccountsFromListPage() {
  return <CreateAccountsPage />;
}
