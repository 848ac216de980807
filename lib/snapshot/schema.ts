import { z } from 'zod';
import { text } from '../core/shapes';

// As IAM's names: what can stand in a URL and on a command line.
export const SNAPSHOT_NAME = { pattern: '[\\w+=,.@-]+', min: 1, max: 64 };

const Name = text(SNAPSHOT_NAME);

export const SnapshotName = z.object({ Name });
/** `Overwrite` replaces the snapshot that has the name. */
export const SaveSnapshotInput = z.object({ Name, Overwrite: z.boolean().optional() });
export const ListSnapshotsInput = z.object({});
