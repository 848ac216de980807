import type { Contract } from '../../core/testing/contract';
import * as operations from './operations';

const EVERY = Object.keys(operations);
const NONE = 'all templates are those of AWS, which has published none';
const TEMPLATE = 'arn:aws:iam::aws:role-template/glue.amazonaws.com/Jobs:1';

export const contract: Contract = {
  operations,
  make: async () => ({}),
  calls: [],
  neverSucceed: { AcquireRole: NONE, GetRoleTemplateVersion: NONE },
  errors: {
    usual: { TemplateArn: TEMPLATE },
    failures: {
      NoSuchEntityException: [[EVERY, {}, `The role template ${TEMPLATE} cannot be found.`]],
      InvalidInputException: [
        [
          EVERY,
          { TemplateArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
          'arn:aws:iam::aws:policy/ReadOnlyAccess is not the ARN of a role template.',
        ],
      ],
    },
    unreachable: {
      EntityAlreadyExistsException: [['AcquireRole', 'there is no template whose role could exist']],
      MalformedPolicyDocumentException: [['AcquireRole', 'there is no template whose policy could be wrong']],
      NameConflictException: [['AcquireRole', 'there is no template whose role could have a name']],
      RoleModifiedException: [['AcquireRole', 'there is no template that could change']],
      RoleTemplateDisabledException: [['AcquireRole', 'there is no template that could be disabled']],
      LimitExceededException: [['AcquireRole', 'there is no template whose role could be one too many']],
    },
  },
};
