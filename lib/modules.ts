import { access } from './access/module';
import { accessAnalyzer } from './access-analyzer/module';
import { accessPortal } from './access-portal/module';
import { account } from './account/module';
import { coverage } from './aws-api/coverage/module';
import { billing } from './billing/module';
import { classroom } from './classroom/module';
import { clock } from './clock/module';
import { cloudShell } from './cloudshell/module';
import { signIn } from './console/module';
import { core } from './core/module';
import { areModulesInstalled, installModules, loadInstalled, type Module, type ModuleParts } from './core/module/module';
import { events } from './events/module';
import { iam } from './iam/module';
import { identityCenter } from './identity-center/module';
import { identityStore } from './identity-store/module';
import { installation } from './installation/module';
import { organizations } from './organizations/module';
import { posture } from './posture/module';
import { dynamodb } from './resources/dynamodb/module';
import { ec2 } from './resources/ec2/module';
import { kms } from './resources/kms/module';
import { lambda } from './resources/lambda/module';
import { resources } from './resources/module';
import { s3 } from './resources/s3/module';
import { secretsmanager } from './resources/secretsmanager/module';
import { sns } from './resources/sns/module';
import { sqs } from './resources/sqs/module';
import { responsibility } from './responsibility/module';
import { scenario } from './scenario/module';
import { search } from './search/module';
import { snapshots } from './snapshot/module';
import { sts } from './sts/module';
import { tagCompliance } from './tag-compliance/module';
import { tokenIssuer } from './token-issuer/module';
import { tutor } from './tutor/module';

/** The only list of modules, in the order in which pages and messages name their services. */
export const MODULES = [
  iam,
  organizations,
  sts,
  identityCenter,
  identityStore,
  accessPortal,
  billing,
  events,
  accessAnalyzer,
  s3,
  ec2,
  kms,
  sqs,
  sns,
  secretsmanager,
  lambda,
  dynamodb,
  resources,
  access,
  account,
  posture,
  tagCompliance,
  snapshots,
  tokenIssuer,
  cloudShell,
  responsibility,
  clock,
  tutor,
  scenario,
  search,
  coverage,
  classroom,
  installation,
  signIn,
  core,
] as const satisfies readonly Module[];

/**
 * Installs the modules unless a test installed others, and loads their parts, once. A program awaits it when it starts. It is no side effect of the
 * import: bundlers leave out imports that nothing is used of.
 */
export function loadModules(): Promise<void> {
  if (!areModulesInstalled()) installModules(MODULES);
  return loadInstalled();
}

type PartsOf<M> = M extends { load: () => Promise<infer Parts> } ? Parts : never;
type Parts = PartsOf<(typeof MODULES)[number]>;
type Both<Union> = (Union extends unknown ? (one: Union) => void : never) extends (both: infer All) => void ? All : never;
type Of<Part extends keyof ModuleParts, P = Parts> = P extends { [Key in Part]: infer Value } ? Value : never;

/** Every operation that the console can name, by service; those that AWS has no API for go by `console`. Types a query by its operation. */
export type ConsoleOperations = Both<Of<'operations'>> & { console: Both<Of<'consoleOperations'>> };
