import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { HardwareTokensTable } from './_components/hardware-tokens-table';
import { hardwareTokensQuery } from './queries';

export const metadata: Metadata = { title: 'Hardware tokens' };

export default function HardwareTokensPage() {
  return (
    <Prefetch queries={[hardwareTokensQuery()]}>
      <HardwareTokensTable />
    </Prefetch>
  );
}
