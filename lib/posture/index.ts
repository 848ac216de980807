import { DeleteFindingException, ListFindingExceptions, PutFindingException } from './findings/exception-operations';
import { GetPostureFix } from './fix/operations';
import { ExportPosture, GetPosture, GetPostureParameters, ListPostureFindings, PutPostureParameters } from './operations';
import { GetUnusedPermissionsFix, ListUnusedPermissions } from './unused/operations';

/** The operations of security posture for accounts and organizations. They belong to the console and are not on the wire API. */
export const postureOperations = {
  GetPosture,
  GetPostureFix,
  ListPostureFindings,
  ListFindingExceptions,
  PutFindingException,
  DeleteFindingException,
  GetPostureParameters,
  PutPostureParameters,
  ExportPosture,
  ListUnusedPermissions,
  GetUnusedPermissionsFix,
};
