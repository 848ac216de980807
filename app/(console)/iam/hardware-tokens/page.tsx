import type { Metadata } from 'next';
import { pageRoute } from '@/lib/console/route';
import { HardwareTokens } from './_components/hardware-tokens';
import { hardwareTokensQuery } from './queries';

export const metadata: Metadata = { title: 'Hardware tokens' };

export default pageRoute(HardwareTokens, () => [hardwareTokensQuery()]);
