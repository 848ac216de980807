import { z } from 'zod';
import { Filter } from '../cost-explorer/schema';
import { HIGHEST_THRESHOLD } from './limits';

// Patterns, lengths and names: the AWS SDK's model of Budgets.

const AccountId = z.string().regex(/^\d{12}$/);
/** A budget's name, which is part of its ARN. */
export const BudgetName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^(?![^:\\]*\/action\/|.*<[sS][cC][rR][iI][pP][tT]>.*<\/[sS][cC][rR][iI][pP][tT]>.*)[^:\\]+$/);
const text = z.string().max(1024);
const NextToken = z.string().max(2048).optional();

const Spend = z.object({
  Amount: z
    .string()
    .min(1)
    .max(60)
    .regex(/^([0-9]*\.)?[0-9]+$/),
  Unit: z.string().min(1).max(64),
});

const CostTypes = z.object({
  IncludeTax: z.boolean().default(true),
  IncludeSubscription: z.boolean().default(true),
  UseBlended: z.boolean().default(false),
  IncludeRefund: z.boolean().default(true),
  IncludeCredit: z.boolean().default(true),
  IncludeUpfront: z.boolean().default(true),
  IncludeRecurring: z.boolean().default(true),
  IncludeOtherSubscription: z.boolean().default(true),
  IncludeSupport: z.boolean().default(true),
  IncludeDiscount: z.boolean().default(true),
  UseAmortized: z.boolean().default(false),
});

/** A time within the range of dates. AWS's default end is in 2087. */
const Time = z.date().min(new Date('2000-01-01T00:00:00Z')).max(new Date('2087-06-15T00:00:00Z'));
const times = z.object({ Start: Time.optional(), End: Time.optional() });

const Budget = z.object({
  BudgetName,
  BudgetLimit: Spend.optional(),
  PlannedBudgetLimits: z.record(z.string().regex(/^\d{1,12}$/), Spend).optional(),
  CostFilters: z.record(text, z.array(z.string().max(2048)).max(500)).optional(),
  CostTypes: CostTypes.optional(),
  TimeUnit: z.enum(['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY', 'CUSTOM']),
  TimePeriod: times.optional(),
  BudgetType: z.enum(['USAGE', 'COST', 'RI_UTILIZATION', 'RI_COVERAGE', 'SAVINGS_PLANS_UTILIZATION', 'SAVINGS_PLANS_COVERAGE']),
  AutoAdjustData: z
    .object({
      AutoAdjustType: z.enum(['HISTORICAL', 'FORECAST']),
      HistoricalOptions: z.object({ BudgetAdjustmentPeriod: z.number().int().min(1).max(60) }).optional(),
    })
    .optional(),
  FilterExpression: Filter.optional(),
  Metrics: z
    .array(
      z.enum([
        'AmortizedCost',
        'BlendedCost',
        'Hours',
        'NetAmortizedCost',
        'NetUnblendedCost',
        'NormalizedUsageAmount',
        'UnblendedCost',
        'UsageQuantity',
      ]),
    )
    .optional(),
  BillingViewArn: z.string().max(2048).optional(),
});
export type GivenBudget = z.output<typeof Budget>;

const NotificationType = z.enum(['ACTUAL', 'FORECASTED']);
const ThresholdType = z.enum(['PERCENTAGE', 'ABSOLUTE_VALUE']);
const Threshold = z.number().min(0).max(HIGHEST_THRESHOLD);

const Notification = z.object({
  NotificationType,
  ComparisonOperator: z.enum(['GREATER_THAN', 'LESS_THAN', 'EQUAL_TO']),
  Threshold,
  ThresholdType: ThresholdType.default('PERCENTAGE'),
});
export type GivenNotification = z.output<typeof Notification>;

// As in AWS, any text. `requireSubscribers` validates addresses and topics.
const Subscriber = z.object({ SubscriptionType: z.enum(['SNS', 'EMAIL']), Address: z.string().min(1).max(2048) });
export type GivenSubscriber = z.output<typeof Subscriber>;
const Subscribers = z.array(Subscriber).min(1).max(11);

const ResourceTags = z
  .array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256) }))
  .max(200)
  .optional();

const named = { AccountId, BudgetName };
const MaxResults = z.number().int().min(1).max(100).default(100);
const page = { MaxResults, NextToken };

export const CreateBudgetInput = z.object({
  AccountId,
  Budget,
  NotificationsWithSubscribers: z.array(z.object({ Notification, Subscribers })).max(10).optional(),
  ResourceTags,
});
export const UpdateBudgetInput = z.object({ AccountId, NewBudget: Budget });
export const DeleteBudgetInput = z.object(named);
export const DescribeBudgetInput = z.object({ ...named, ShowFilterExpression: z.boolean().optional() });
export const DescribeBudgetsInput = z.object({
  AccountId,
  MaxResults: z.number().int().min(1).max(1000).default(100),
  NextToken,
  ShowFilterExpression: z.boolean().optional(),
});
export const DescribeBudgetPerformanceHistoryInput = z.object({ ...named, TimePeriod: times.optional(), ...page });

export const CreateNotificationInput = z.object({ ...named, Notification, Subscribers });
export const UpdateNotificationInput = z.object({ ...named, OldNotification: Notification, NewNotification: Notification });
export const DeleteNotificationInput = z.object({ ...named, Notification });
export const DescribeNotificationsForBudgetInput = z.object({ ...named, ...page });
export const DescribeBudgetNotificationsForAccountInput = z.object({
  AccountId,
  MaxResults: z.number().int().min(1).max(1000).default(50),
  NextToken,
});
export const CreateSubscriberInput = z.object({ ...named, Notification, Subscriber });
export const UpdateSubscriberInput = z.object({
  ...named,
  Notification,
  OldSubscriber: Subscriber,
  NewSubscriber: Subscriber,
});
export const DeleteSubscriberInput = z.object({ ...named, Notification, Subscriber });
export const DescribeSubscribersForNotificationInput = z.object({ ...named, Notification, ...page });

const ResourceARN = z.string().min(1).max(1011);
export const TagResourceInput = z.object({ ResourceARN, ResourceTags: ResourceTags.unwrap() });
export const UntagResourceInput = z.object({ ResourceARN, ResourceTagKeys: z.array(z.string().min(1).max(128)).max(200) });
export const ListTagsForResourceInput = z.object({ ResourceARN });

const ActionThreshold = z.object({ ActionThresholdValue: Threshold, ActionThresholdType: ThresholdType });
const names = z
  .array(
    z
      .string()
      .min(1)
      .max(128)
      .regex(/^[\w+=,.@-]+$/),
  )
  .min(1)
  .max(100)
  .optional();
const Definition = z.object({
  IamActionDefinition: z
    .object({
      PolicyArn: z
        .string()
        .min(25)
        .max(684)
        .regex(/^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[\u0021-\u007E]+$/),
      Roles: names,
      Groups: names,
      Users: names,
    })
    .optional(),
  ScpActionDefinition: z
    .object({
      PolicyId: z
        .string()
        .max(130)
        .regex(/^p-[0-9a-zA-Z_]{8,128}$/),
      TargetIds: z
        .array(
          z
            .string()
            .max(68)
            .regex(/^(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|r-[0-9a-z]{4,32}|\d{12})$/),
        )
        .min(1)
        .max(100),
    })
    .optional(),
  SsmActionDefinition: z
    .object({
      ActionSubType: z.enum(['STOP_EC2_INSTANCES', 'STOP_RDS_INSTANCES']),
      Region: z.string().min(9).max(20),
      InstanceIds: z.array(z.string().min(1).max(128)).min(1).max(100),
    })
    .optional(),
});
const ExecutionRoleArn = z
  .string()
  .min(32)
  .max(618)
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role(\/[\u0021-\u007F]+\/|\/)[\u0021-\u007E]+$/);
const ApprovalModel = z.enum(['AUTOMATIC', 'MANUAL']);
const ActionId = z.string().regex(/^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$/);
const action = { ...named, ActionId };

export const CreateBudgetActionInput = z.object({
  ...named,
  NotificationType,
  ActionType: z.enum(['APPLY_IAM_POLICY', 'APPLY_SCP_POLICY', 'RUN_SSM_DOCUMENTS']),
  ActionThreshold,
  Definition,
  ExecutionRoleArn,
  ApprovalModel,
  Subscribers,
  ResourceTags,
});
/** The stored definition of an action. */
export type ActionDocument = Omit<z.output<typeof CreateBudgetActionInput>, 'AccountId' | 'BudgetName' | 'ResourceTags'>;
export const UpdateBudgetActionInput = z.object({
  ...action,
  NotificationType: NotificationType.optional(),
  ActionThreshold: ActionThreshold.optional(),
  Definition: Definition.optional(),
  ExecutionRoleArn: ExecutionRoleArn.optional(),
  ApprovalModel: ApprovalModel.optional(),
  Subscribers: Subscribers.optional(),
});
export const BudgetActionInput = z.object(action);
export const ExecuteBudgetActionInput = z.object({
  ...action,
  ExecutionType: z.enum(['APPROVE_BUDGET_ACTION', 'RETRY_BUDGET_ACTION', 'REVERSE_BUDGET_ACTION', 'RESET_BUDGET_ACTION']),
});
export const DescribeBudgetActionHistoriesInput = z.object({ ...action, TimePeriod: times.optional(), ...page });
export const DescribeBudgetActionsForAccountInput = z.object({ AccountId, ...page });
export const DescribeBudgetActionsForBudgetInput = z.object({ ...named, ...page });

/** The definition of a budget that does not exist yet. */
export const PreviewBudgetInput = z.object({
  BudgetType: z.enum(['COST', 'USAGE']),
  TimeUnit: z.enum(['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY']),
  CostFilters: Budget.shape.CostFilters,
});
