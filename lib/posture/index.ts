import { DeleteFindingException, ListFindingExceptions, PutFindingException } from './exception-operations';
import { GetPostureFix } from './fix-operations';
import { ExportPosture, GetPosture, GetPostureParameters, ListPostureFindings, PutPostureParameters } from './operations';
import { ListUnusedPermissions } from './unused-operations';

/** How accounts and organizations stand by the security checks. The console's own; not on the wire API. */
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
};
