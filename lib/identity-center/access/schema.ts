import { z } from 'zod';
import { text } from '../../core/shapes';
import { AccountId, PrincipalId, PrincipalType } from '../shapes';

const Id = z.string().min(1).max(64);

const MatrixQuestion = z.object({
  /** The rows: people with all of their paths, or groups with their own assignments. Default: people. */
  By: z.enum(['USER', 'GROUP']).optional(),
  /** Only rows whose name contains it. */
  Search: text({ max: 256 }).optional(),
  /** Only accounts in an OU, at any depth. */
  OrganizationalUnitId: Id.optional(),
  /** Only members of a group, or only this group. */
  GroupId: Id.optional(),
  PermissionSetId: Id.optional(),
  AccountId: AccountId.optional(),
});

export const GetAccountAccessMatrixInput = MatrixQuestion.extend({
  /** The page of rows, and that of accounts. From 1. */
  Page: z.number().int().min(1).max(1_000_000).optional(),
  AccountPage: z.number().int().min(1).max(1_000_000).optional(),
  PageSize: z.number().int().min(1).max(100).optional(),
  AccountPageSize: z.number().int().min(1).max(20).optional(),
});

/** `Part`: the part of the export, from 1. */
export const ExportAccountAccessInput = MatrixQuestion.extend({ Part: z.number().int().min(1).max(10_000).optional() });

export const GetAccountAccessInput = z.object({ PrincipalType, PrincipalId, AccountId });
