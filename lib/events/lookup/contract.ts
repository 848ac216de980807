import type { Contract } from '../../core/testing/contract';
import { CreateUser } from '../../iam/user/operations';
import { LookupEvents } from './operations';
import { MOST_RESULTS } from './schema';

const by = (AttributeKey: string, AttributeValue: string) => ({ LookupAttributes: [{ AttributeKey, AttributeValue }] });
const NOW = Date.now();

export const contract: Contract = {
  operations: { LookupEvents },
  make: async (root, { name, secret }) => {
    // Every call leaves an event that can be looked up.
    await root.run(CreateUser, { UserName: name, Tags: [{ Key: 'owner', Value: secret }] });
    return {};
  },
  furnish: async ({ root }) => {
    await root.run(CreateUser, { UserName: 'ana', Tags: [{ Key: 'team', Value: 'blue' }] });
    return {};
  },
  calls: [
    ['LookupEvents', {}],
    ['LookupEvents', { ...by('EventName', 'CreateUser'), StartTime: new Date(NOW - 3_600_000), MaxResults: 1 }],
  ],
  errors: {
    usual: {},
    failures: {
      InvalidLookupAttributesException: [
        ['LookupEvents', by('ReadOnly', 'yes'), 'The value of the lookup attribute ReadOnly must be true or false.'],
        [
          'LookupEvents',
          { LookupAttributes: [...by('EventName', 'a').LookupAttributes, ...by('EventName', 'b').LookupAttributes] },
          'Only one lookup attribute can be specified.',
        ],
      ],
      InvalidTimeRangeException: [
        [
          'LookupEvents',
          { StartTime: new Date(NOW), EndTime: new Date(NOW - 1000) },
          'The start time must not be after the end time.',
        ],
      ],
      InvalidMaxResultsException: [
        ['LookupEvents', { MaxResults: MOST_RESULTS + 1 }, 'Specify a value between 1 and 50 for MaxResults.'],
        ['LookupEvents', { MaxResults: 0 }, 'Specify a value between 1 and 50 for MaxResults.'],
      ],
      InvalidNextTokenException: [['LookupEvents', { NextToken: 'x' }, 'The token is invalid.']],
      InvalidEventCategoryException: [
        ['LookupEvents', { EventCategory: 'data' }, 'The event category data is not valid. Valid is: insight.'],
      ],
    },
    unreachable: {},
  },
};
