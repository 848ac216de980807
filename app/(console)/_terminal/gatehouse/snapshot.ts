import { fetchRead } from '@/lib/console/query';
import { callAction } from '@/lib/console/session/shown-identity';
import { restoreSnapshot, saveSnapshot } from '../../settings/actions';
import { type Command, done, failed, inTime, misused } from './command';

export const snapshot: Command = {
  forms: [
    ['snapshot list', 'list the snapshots of this account'],
    ['snapshot save NAME', 'save a snapshot'],
    ['snapshot restore NAME', 'restore everything to a snapshot'],
  ],
  run: async ([what, Name]) => {
    if (what === 'list') {
      const read = await fetchRead('console', 'ListSnapshots', {}, inTime());
      return read.ok ? done(read.data.Snapshots.map((one) => `${one.CreatedAt}\t${one.Name}`)) : failed(read.error);
    }
    const action = what === 'save' ? saveSnapshot : what === 'restore' ? restoreSnapshot : undefined;
    if (!action || Name === undefined) return misused(snapshot);
    const result = await callAction<{ Name: string }, unknown>(action, { Name });
    if (!result.ok) return failed(result.error);
    return done([what === 'save' ? `Saved snapshot ${Name}.` : `Restored snapshot ${Name}.`]);
  },
};
