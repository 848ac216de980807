import { randomInt } from 'node:crypto';
import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { exerciseResultsQuery } from '../queries';
import { ExercisePage } from './_components/exercise-page';

export const metadata: Metadata = { title: 'Exercise: whose job is it?' };

/** Without characters that look alike: 0 and O, 1 and I. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

export default function Page() {
  const drawn = Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return (
    <Prefetch queries={[exerciseResultsQuery()]}>
      <ExercisePage drawn={drawn} />
    </Prefetch>
  );
}
