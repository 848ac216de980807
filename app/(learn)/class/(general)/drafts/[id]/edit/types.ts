import type { ClassroomOutput } from '@/lib/classroom/operation';
import type { ReadDraft } from '@/lib/classroom/pack/draft-operations';
import type { GetTrial, ReadRecord } from '@/lib/classroom/trial/operations';
import type { Json } from '@/lib/console/result';

export type Draft = Json<ClassroomOutput<typeof ReadDraft>>;
/** Unsaved files, and the digest of the version they are based on. */
export type Unsaved = { files: Draft['files']; base: string };
export type Trial = Json<ClassroomOutput<typeof GetTrial>>;
export type Tried = Trial['tries'][number];
export type Recording = Json<ClassroomOutput<typeof ReadRecord>>;
