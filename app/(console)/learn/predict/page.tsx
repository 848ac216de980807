import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { PredictPage } from './_components/predict-page';
import { predictionsQuery, revealQuery } from './queries';

export const metadata: Metadata = { title: 'Predict, then reveal' };

export default async function Page({ searchParams }: { searchParams: Promise<{ question?: string | string[] }> }) {
  const { question } = await searchParams;
  const seen = typeof question === 'string' && question !== '' ? [revealQuery(question)] : [];
  return (
    <Prefetch queries={[predictionsQuery(), ...seen]}>
      <PredictPage />
    </Prefetch>
  );
}
