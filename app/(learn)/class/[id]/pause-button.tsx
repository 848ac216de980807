'use client';

import { Pause, Play } from 'lucide-react';
import { Button } from '@/components/ui/button';
import type { ClassState } from '@/lib/classroom/limits';
import { useClassAction } from '../../_client/use-class-action';
import { setClassState } from '../actions';

export function PauseButton({ classId, state }: { classId: string; state: ClassState }) {
  const { run, running } = useClassAction(setClassState);
  const isOpen = state === 'open';
  return (
    <Button loading={running} onClick={() => void run({ classId, state: isOpen ? 'paused' : 'open' })}>
      {isOpen ? <Pause aria-hidden size={14} /> : <Play aria-hidden size={14} />}
      {isOpen ? 'Pause class' : 'Open class'}
    </Button>
  );
}
