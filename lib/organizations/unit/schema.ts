import { z } from 'zod';
import { TagList } from '../../core/shapes';
import { ChildId, OrganizationalUnitId, OrganizationalUnitName, Paging, ParentId } from '../shapes';

export const CreateOrganizationalUnitInput = z.object({ ParentId, Name: OrganizationalUnitName, Tags: TagList.optional() });
export const UpdateOrganizationalUnitInput = z.object({ OrganizationalUnitId, Name: OrganizationalUnitName.optional() });
export const DeleteOrganizationalUnitInput = z.object({ OrganizationalUnitId });
export const DescribeOrganizationalUnitInput = z.object({ OrganizationalUnitId });
export const ListOrganizationalUnitsForParentInput = z.object({ ParentId, ...Paging });
export const ListChildrenInput = z.object({ ParentId, ChildType: z.enum(['ACCOUNT', 'ORGANIZATIONAL_UNIT']), ...Paging });
export const ListParentsInput = z.object({ ChildId, ...Paging });
