import { goTo } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';

export default function RootPage() {
  return goTo(paths.home);
}
