import { paths } from '@/lib/console/paths';

export const ACCOUNTS_CRUMBS = [{ label: 'Organizations', href: paths.accounts }] as const;
