import type { GetMatrix } from '@/lib/classroom/attempt/matrix-operations';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import type { Json } from '@/lib/console/result';

/** What the page of a class shows, as it arrives. */
export type Matrix = Json<ClassroomOutput<typeof GetMatrix>>;
export type MatrixOfAssignment = NonNullable<Matrix['assignment']>;
export type Row = MatrixOfAssignment['rows'][number];
