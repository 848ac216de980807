-- CreateIndex
CREATE INDEX "AccountAssignment_instanceId_id_idx" ON "AccountAssignment"("instanceId", "id");

-- CreateIndex
CREATE INDEX "ProvisionedPermissionSet_instanceId_id_idx" ON "ProvisionedPermissionSet"("instanceId", "id");
