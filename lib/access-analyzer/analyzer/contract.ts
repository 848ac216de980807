import { type Contract, taking } from '../../core/testing/contract';
import { userWith } from '../../iam/test-accounts';
import * as rules from './archive-rule-operations';
import { MOST_ARCHIVE_RULES } from './limits';
import * as analyzers from './operations';
import * as tags from './tag-operations';

const operations = { ...analyzers, ...rules, ...tags };
const ALL = Object.keys(operations);
const filter = { resourceType: { eq: ['AWS::IAM::Role'] } };
const EXAMPLE = { analyzerName: 'unused' };
const ARN = 'arn:aws:access-analyzer:us-east-1:<scene.account>:analyzer/';
/** The operations that return ResourceNotFoundException only if no analyzer has the name. */
const NAMED = taking(operations, 'analyzerName', 'CreateAnalyzer', 'ListArchiveRules');
const RULED = ['GetArchiveRule', 'UpdateArchiveRule', 'DeleteArchiveRule'];
const MANY = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key-${index}`, '']));
const NO_NAME = { analyzerName: '1' };

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const { arn } = await root.run(analyzers.CreateAnalyzer, {
      analyzerName: name,
      type: 'ACCOUNT_UNUSED_ACCESS',
      tags: { owner: secret },
      archiveRules: [{ ruleName: name, filter }],
    });
    return { analyzerName: name, ruleName: name, resourceArn: arn };
  },
  also: { CreateAnalyzer: ['iam:CreateServiceLinkedRole'] },
  calls: [
    [
      'CreateAnalyzer',
      {
        ...EXAMPLE,
        type: 'ACCOUNT_UNUSED_ACCESS',
        configuration: { unusedAccess: { unusedAccessAge: 30 } },
        tags: { team: 'blue' },
        clientToken: 'once',
      },
    ],
    ['GetAnalyzer', EXAMPLE],
    ['UpdateAnalyzer', { ...EXAMPLE, configuration: { unusedAccess: { unusedAccessAge: 60 } } }],
    ['ListAnalyzers', { type: 'ACCOUNT_UNUSED_ACCESS', maxResults: 1 }],
    ['CreateArchiveRule', { ...EXAMPLE, ruleName: 'roles', filter }],
    ['UpdateArchiveRule', { ...EXAMPLE, ruleName: 'roles', filter: { isPublic: { exists: false } } }],
    ['GetArchiveRule', { ...EXAMPLE, ruleName: 'roles' }],
    ['ListArchiveRules', { ...EXAMPLE, maxResults: 1 }],
    ['DeleteArchiveRule', { ...EXAMPLE, ruleName: 'roles' }],
    ['TagResource', { resourceArn: '<CreateAnalyzer.arn>', tags: { new: '1' } }],
    ['UntagResource', { resourceArn: '<CreateAnalyzer.arn>', tagKeys: ['new'] }],
    ['ListTagsForResource', { resourceArn: '<CreateAnalyzer.arn>' }],
    ['DeleteAnalyzer', EXAMPLE],
  ],
  errors: {
    usual: {
      analyzerName: 'there',
      type: 'ACCOUNT',
      ruleName: 'there',
      filter,
      resourceArn: `${ARN}there`,
      tags: { a: 'b' },
      tagKeys: ['a'],
    },
    furnish: async ({ world, root, signs }) => {
      const archiveRules = Array.from({ length: MOST_ARCHIVE_RULES }, (_, at) => ({
        ruleName: at === 0 ? 'there' : `r${at}`,
        filter,
      }));
      await root.run(analyzers.CreateAnalyzer, { analyzerName: 'there', type: 'ACCOUNT_UNUSED_ACCESS', archiveRules });
      await root.run(analyzers.CreateAnalyzer, { analyzerName: 'other', type: 'ACCOUNT' });
      await signs('nobody', await userWith(world, root, 'nobody'));
      return {};
    },
    failures: {
      AccessDeniedException: [[ALL, {}, /is not authorized to perform: access-analyzer:/, { by: 'nobody' }]],
      ValidationException: [
        [taking(operations, 'analyzerName'), NO_NAME, /regular expression pattern/],
        ['ListAnalyzers', { nextToken: 'x' }, 'The token is invalid.'],
        ['ListArchiveRules', { nextToken: 'x' }, 'The token is invalid.'],
        [
          'CreateAnalyzer',
          { analyzerName: 'new', type: 'ACCOUNT_INTERNAL_ACCESS' },
          'Internal access analyzers are not supported.',
        ],
        ['CreateAnalyzer', { analyzerName: 'new', type: 'ORGANIZATION' }, /^Only the management account of an organization/],
        [
          'CreateAnalyzer',
          { analyzerName: 'new', configuration: { unusedAccess: { unusedAccessAge: 9 } } },
          'An analyzer of the type ACCOUNT has no unusedAccess.',
        ],
        [
          'UpdateAnalyzer',
          { configuration: { unusedAccess: { analysisRule: { exclusions: [] } } } },
          'Analysis rules are not supported.',
        ],
        ['UpdateArchiveRule', { filter: { color: { eq: ['red'] } } }, 'color is not a filter key.'],
        ['CreateArchiveRule', { ruleName: 'new', filter: {} }, 'The filter is empty.'],
        ['UpdateArchiveRule', { filter: {} }, 'The filter is empty.'],
        ['CreateAnalyzer', { analyzerName: 'new', tags: MANY }, 'An analyzer can have 50 tags.'],
        ['TagResource', { tags: MANY }, 'An analyzer can have 50 tags.'],
        [
          taking(operations, 'resourceArn', 'UntagResource'),
          { resourceArn: 'a'.repeat(2049) },
          /length less than or equal to 2048/,
        ],
        ['UntagResource', { tagKeys: ['a'.repeat(129)] }, /length less than or equal to 128/],
      ],
      ConflictException: [
        ['CreateAnalyzer', {}, 'An analyzer with the name there already exists.'],
        ['CreateArchiveRule', {}, 'An archive rule with the name there already exists.'],
      ],
      ServiceQuotaExceededException: [
        ['CreateAnalyzer', { analyzerName: 'new' }, 'A Region can have 1 analyzer of the type ACCOUNT.'],
        ['CreateArchiveRule', { ruleName: 'new' }, 'An analyzer can have 100 archive rules.'],
      ],
      ResourceNotFoundException: [
        [NAMED, { analyzerName: 'none' }, 'The analyzer none cannot be found.'],
        [RULED, { ruleName: 'none' }, 'The archive rule none cannot be found.'],
        [taking(operations, 'resourceArn'), { resourceArn: `${ARN}none` }, /analyzer\/none cannot be found\.$/],
      ],
    },
    unreachable: {
      ConflictException: [['UpdateAnalyzer', 'calls of an account take turns']],
    },
  },
};
