import type { GetMatrix } from '@/lib/classroom/attempt/matrix-operations';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import type { Json } from '@/lib/console/result';

/** The data of a class's progress page. */
export type Matrix = Json<ClassroomOutput<typeof GetMatrix>>;
export type MatrixOfAssignment = NonNullable<Matrix['assignment']>;
export type Row = MatrixOfAssignment['rows'][number];
