import type { InputOf, OutputOf } from '../../core/operation';
import { DescribePolicy, UpdatePolicy } from '../../organizations/policy/operations';
import { DescribeResourcePolicy, PutResourcePolicy } from '../../organizations/resource-policy/operations';
import type { Json } from '../result';
import { savingFrom, storedDocument } from './save-from';

/** Saves an organization's policy from its editor. */
export const saveOrganizationPolicy = savingFrom<InputOf<typeof UpdatePolicy>, Json<OutputOf<typeof UpdatePolicy>>>(
  (run, { PolicyId }) => storedDocument(run(DescribePolicy, { PolicyId }), ({ Policy }) => Policy.Content),
  (run, input) => run(UpdatePolicy, input),
);

/** Saves the delegation policy from its editor. */
export const saveDelegationPolicy = savingFrom<InputOf<typeof PutResourcePolicy>, Json<OutputOf<typeof PutResourcePolicy>>>(
  (run) => storedDocument(run(DescribeResourcePolicy, {}), ({ ResourcePolicy }) => ResourcePolicy.Content),
  (run, input) => run(PutResourcePolicy, input),
);
