import { z } from 'zod';

export const EnableOrganizationsRootCredentialsManagementInput = z.object({});
export const DisableOrganizationsRootCredentialsManagementInput = z.object({});
export const EnableOrganizationsRootSessionsInput = z.object({});
export const DisableOrganizationsRootSessionsInput = z.object({});
export const ListOrganizationsFeaturesInput = z.object({});
export const ListMemberRootCredentialsInput = z.object({});

/** What an organization can switch on, in the order in which AWS lists it. */
export const ROOT_ACCESS_FEATURES = ['RootSessions', 'RootCredentialsManagement'] as const;
export type RootAccessFeature = (typeof ROOT_ACCESS_FEATURES)[number];

/** The service whose trusted access and delegated administrators centralized root access rests on. */
export const IAM_PRINCIPAL = 'iam.amazonaws.com';
