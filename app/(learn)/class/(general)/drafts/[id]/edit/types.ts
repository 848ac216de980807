import type { ClassroomOutput } from '@/lib/classroom/operation';
import type { ReadDraft } from '@/lib/classroom/pack/draft-operations';
import type { GetTrial, ReadRecord } from '@/lib/classroom/trial/operations';
import type { Json } from '@/lib/console/result';

export type Draft = Json<ClassroomOutput<typeof ReadDraft>>;
/** Files as they were written and not saved yet, and the digest of those that were changed. */
export type Unsaved = { files: Draft['files']; base: string };
export type Trial = Json<ClassroomOutput<typeof GetTrial>>;
export type Tried = Trial['tries'][number];
export type Recording = Json<ClassroomOutput<typeof ReadRecord>>;
