import { defineOperation, type Scope } from '../../core/operation';
import { updateResource } from '../rows';
import { ec2Error, endDryRun } from './errors';
import { findInstances, instanceChecks, type NamedInstance, requireInstances } from './instances';
import { requireNothingElse } from './not-here';
import type { InstanceResource, InstanceSettings } from './resource';
import { beginRuns, endRuns } from './runs';
import { RebootInstancesInput, StartInstancesInput, StopInstancesInput, TerminateInstancesInput } from './schema';
import { toStateChange } from './shapes';
import { stateOf } from './states';

const ofInstances = (action: string) => ({
  target: (input: { InstanceIds: string[] }, scope: Scope) => findInstances(scope, input.InstanceIds),
  checks: (_: unknown, scope: Scope, instances: NamedInstance[]) => instanceChecks(action, scope, instances),
});

/** Changes the state of all instances, or of none if one cannot change. */
async function change(
  { db, now }: Scope,
  instances: readonly InstanceResource[],
  state: InstanceSettings['state'],
  reason?: string,
) {
  const changes = [];
  const changed: InstanceResource[] = [];
  for (const before of instances) {
    const isThere = before.settings.state === state;
    const settings = { state, changedAt: now.toISOString(), reason };
    const after = isThere ? before : await updateResource(db, before, { settings });
    if (!isThere) changed.push(after);
    changes.push(toStateChange(after, before, now));
  }
  if (changed.length > 0) await (state === 'running' ? beginRuns : endRuns)(db, changed, now);
  return changes;
}

/** Returns AWS's text for a change by the user, with its time. */
function byUser(now: Date): string {
  return `User initiated (${now.toISOString().slice(0, 19).replace('T', ' ')} GMT)`;
}

function incorrectState({ name }: InstanceResource, what: string) {
  return ec2Error('IncorrectInstanceState', `The instance '${name}' is not in a state from which it can be ${what}.`);
}

export const StartInstances = defineOperation({
  service: 'ec2',
  name: 'StartInstances',
  access: 'Write',
  input: StartInstancesInput,
  ...ofInstances('ec2:StartInstances'),
  run: async (input, scope, named) => {
    const instances = requireInstances(named);
    endDryRun(input);
    // AWS: an instance that is stopping cannot be started yet. A running one stays as it is.
    const stuck = instances.find((instance) => !['stopped', 'pending', 'running'].includes(stateOf(instance, scope.now)));
    if (stuck) throw incorrectState(stuck, 'started');
    return { StartingInstances: await change(scope, instances, 'running') };
  },
});

export const StopInstances = defineOperation({
  service: 'ec2',
  name: 'StopInstances',
  access: 'Write',
  input: StopInstancesInput,
  ...ofInstances('ec2:StopInstances'),
  run: async (input, scope, named) => {
    const instances = requireInstances(named);
    endDryRun(input);
    requireNothingElse(StopInstancesInput, input);
    const gone = instances.find(({ settings }) => settings.state === 'terminated');
    if (gone) throw incorrectState(gone, 'stopped');
    return { StoppingInstances: await change(scope, instances, 'stopped', byUser(scope.now)) };
  },
});

export const TerminateInstances = defineOperation({
  service: 'ec2',
  name: 'TerminateInstances',
  access: 'Write',
  input: TerminateInstancesInput,
  ...ofInstances('ec2:TerminateInstances'),
  run: async (input, scope, named) => {
    const instances = requireInstances(named);
    endDryRun(input);
    return { TerminatingInstances: await change(scope, instances, 'terminated', byUser(scope.now)) };
  },
});

/** Rebooting changes nothing visible. */
export const RebootInstances = defineOperation({
  service: 'ec2',
  name: 'RebootInstances',
  access: 'Write',
  input: RebootInstancesInput,
  ...ofInstances('ec2:RebootInstances'),
  touches: () => ({}),
  run: async (input, scope, named) => {
    const instances = requireInstances(named);
    endDryRun(input);
    const stuck = instances.find((instance) => !['pending', 'running'].includes(stateOf(instance, scope.now)));
    if (stuck) throw incorrectState(stuck, 'rebooted');
  },
});
