import { z } from 'zod';
import { text } from '../core/shapes';

// Like IAM names: the characters are safe in URLs and on command lines.
export const SNAPSHOT_NAME = { pattern: '[\\w+=,.@-]+', min: 1, max: 64 };

const Name = text(SNAPSHOT_NAME);

export const SnapshotName = z.object({ Name });
/** `Overwrite` replaces a snapshot of the same name. */
export const SaveSnapshotInput = z.object({ Name, Overwrite: z.boolean().optional() });
export const ListSnapshotsInput = z.object({});
