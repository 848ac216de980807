import { AwsError } from '../../core/errors';
import { anyKind } from '../../core/module/kind';
import { defineModule } from '../../core/module/module';
import { listResourceOverviews } from '../overviews';
import * as operations from './toy-operations';
import { Plan, Vault } from './toy-resource';

/** A service that no program installs: two resources and eight calls. They have AWS Backup's names, because the catalog must know them. */
export const toy = defineModule({
  name: 'toy',
  services: [
    {
      name: 'backup',
      fullName: 'AWS Backup',
      callsOfActions: { ViewBackupPlans: ['ListBackupPlans'] },
      errors: { style: 'json' },
      resourceTypes: { 'AWS::Backup::BackupVault': /^backup-vault:/, 'AWS::Backup::BackupPlan': /^backup-plan:/ },
      tagPolicies: {
        types: { 'backup-vault': /^backup-vault:/ },
        refusal: (sentence) => new AwsError('InvalidParameterValueException', sentence),
      },
      wire: {
        title: 'Backup',
        signingName: 'backup',
        endpointVariable: 'BACKUP',
        protocol: { name: 'json', version: '1.1', target: 'ToyBackup' },
        model: () => import('./toy-model'),
      },
    },
  ],
  resources: [anyKind(Vault), anyKind(Plan)],
  load: async () => ({
    operations: { backup: operations },
    consoleOperations: { ListVaultOverviews: listResourceOverviews(Vault), ListPlanOverviews: listResourceOverviews(Plan) },
  }),
});
