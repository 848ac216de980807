import { redirect } from 'next/navigation';
import { paths } from '@/lib/console/paths';

export default function RootPage() {
  redirect(paths.home);
}
