import type { Metadata } from 'next';
import { apiPort, isDoorOpen } from '@/lib/console/addresses';
import { DoorPage } from './_components/door-page';

export const metadata: Metadata = { title: 'Authorization API' };

export default function Page() {
  return <DoorPage apiPort={apiPort()} isOpen={isDoorOpen()} />;
}
