import type { GetOwnAttempt } from '@/lib/classroom/attempt/view-operations';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import type { Json } from '@/lib/console/result';

/** A student's attempt, as pages receive it. */
export type OwnAttempt = Json<ClassroomOutput<typeof GetOwnAttempt>>;
export type LabStep = OwnAttempt['steps'][number];
export type LabCheck = LabStep['checks'][number];
export type LabQuestion = LabCheck['questions'][number];
