import { z } from 'zod';

export const EnableOrganizationsRootCredentialsManagementInput = z.object({});
export const DisableOrganizationsRootCredentialsManagementInput = z.object({});
export const EnableOrganizationsRootSessionsInput = z.object({});
export const DisableOrganizationsRootSessionsInput = z.object({});
export const ListOrganizationsFeaturesInput = z.object({});
export const ListMemberRootCredentialsInput = z.object({});

/** The features of centralized root access, in AWS's order. */
export const ROOT_ACCESS_FEATURES = ['RootSessions', 'RootCredentialsManagement'] as const;
export type RootAccessFeature = (typeof ROOT_ACCESS_FEATURES)[number];

/** The service principal whose trusted access and delegated administrators centralized root access uses. */
export const IAM_PRINCIPAL = 'iam.amazonaws.com';
