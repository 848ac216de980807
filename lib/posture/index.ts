import {
  DeleteFindingException,
  ExportPosture,
  GetPosture,
  GetPostureParameters,
  ListFindingExceptions,
  ListPostureFindings,
  PutFindingException,
  PutPostureParameters,
} from './operations';

/** How accounts and organizations stand by the security checks. The console's own; not on the wire API. */
export const postureOperations = {
  GetPosture,
  ListPostureFindings,
  ListFindingExceptions,
  PutFindingException,
  DeleteFindingException,
  GetPostureParameters,
  PutPostureParameters,
  ExportPosture,
};
